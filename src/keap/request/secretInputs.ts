import type { ParameterInput, RequestDraft } from './draft.ts';

/** Names of what a request says once and nobody should find on a disk: passwords, and numbers that a card is paid by. */
const NAMES = 'password(?:_?hash)?|card_?number|cvv2?|verification_?code';
const NAME = new RegExp(`^(?:${NAMES})$`, 'i');
const JSON_MEMBER = new RegExp(
  String.raw`("(?:${NAMES})"\s{0,20}:\s{0,20})(?:"(?!")[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]*)`,
  'gi',
);
const XML_MEMBER = new RegExp(String.raw`(<name>(?:${NAMES})</name>\s{0,40}<value>\s{0,40}(?:<\w{1,20}>)?)[^<]+`, 'gi');
const MASK = '*****';
const MASKED_MEMBER = new RegExp(String.raw`"(${NAMES})"\s{0,20}:\s{0,20}"\*{5}"`, 'i');

/** An input to be written down: what its name says is secret is masked, and so are such members of its JSON. */
export function withoutSecretInput(id: string, input: ParameterInput): ParameterInput {
  const isSecret = NAME.test(id.replace(/^\w+:/, ''));
  const masked = (text: string) => (isSecret && text !== '' ? MASK : withoutSecretMembers(text));
  return typeof input === 'string' ? masked(input) : input.map(masked);
}

/** A body, of JSON or of a call, to be written down. */
function withoutSecretMembers(text: string): string {
  return text.replaceAll(JSON_MEMBER, `$1"${MASK}"`).replaceAll(XML_MEMBER, `$1${MASK}`);
}

/** Where a draft that was read back has a mask in the place of what was typed, and under which name. */
export function maskedSecrets(draft: RequestDraft): readonly { readonly target: string; readonly name: string }[] {
  const inputs = Object.entries(draft.parameters).map(([target, input]) => ({ target, texts: [input].flat() }));
  return [...inputs, { target: 'body', texts: [draft.body] }].flatMap(({ target, texts }) => {
    const own = target.replace(/^\w+:/, '');
    if (NAME.test(own) && texts.includes(MASK)) return [{ target, name: own }];
    const member = texts.flatMap((text) => MASKED_MEMBER.exec(text)?.[1] ?? [])[0];
    return member === undefined ? [] : [{ target, name: member }];
  });
}

/** A draft to be written down without anyone having chosen to: the passwords and card numbers in it are masked. */
export function withoutSecrets(draft: RequestDraft): RequestDraft {
  const parameters = Object.entries(draft.parameters).map(
    ([id, input]) => [id, withoutSecretInput(id, input)] as const,
  );
  return { ...draft, parameters: Object.fromEntries(parameters), body: withoutSecretMembers(draft.body) };
}

/** The text of what was sent, to be written down: arguments have no names there, so the values of secret ones are found. */
export function withoutSecretsOf(draft: RequestDraft, text: string): string {
  const secrets = Object.entries(draft.parameters)
    .filter(([id]) => NAME.test(id.replace(/^\w+:/, '')))
    .flatMap(([, input]) => input)
    .filter((value) => value !== '');
  return withoutSecretMembers(secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text));
}
