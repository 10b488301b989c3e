import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { withoutSecrets } from '../../../src/keap/request/secretInputs.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { operation } from '../catalog/realCatalog.ts';

test('a secret that was masked on the disk is asked for again, and its mask never sent', () => {
  const validate = operation('xmlrpc:InvoiceService.validateCreditCard');
  const typed = {
    ...emptyDraft(validate.key),
    parameters: { 'argument:card': '{"CardType": "Visa", "CardNumber": "4111111111111111"}' },
    body: '{"password": "open sesame"}',
  };
  const blocking = (draft: typeof typed) => validateDraft(validate, {}, draft).filter((problem) => problem.blocking);
  equal(blocking(typed).length, 0);
  const kept = withoutSecrets(typed) as typeof typed;
  deepEqual(
    blocking(kept).map(({ target, message }) => [target, message]),
    [
      ['argument:card', 'CardNumber was not kept, since it is secret: type it again.'],
      ['body', 'password was not kept, since it is secret: type it again.'],
    ],
  );
});
