import { type CredentialKind, KIND_LABELS } from '../../keap/connection.ts';
import { looksLikeKeapKey } from '../../keap/safety/keyShapes.ts';

/** `KeapAK-` and 50 digits: every key of this kind that was ever seen. */
const USUAL_LENGTH = 57;

const QUOTES = /^["'`“”‘’«»]+|["'`“”‘’«»,;]+$/g;
const LEAD = /^(?:(?:-H|--header)\s+|(?:x-keap-api-key|authorization|keap_api_key)["']?\s*[:=]\s*|bearer\s+)/i;

/** The key in what someone pasted: without spaces, quotes, `Bearer` and the name of its header. */
export function trimKey(pasted: string): string {
  let key = pasted.trim();
  for (let before = ''; before !== key; ) {
    before = key;
    key = key.replaceAll(QUOTES, '').replace(LEAD, '').trim();
  }
  return key;
}

/** The kind whose shape a key has, where that is another than the one chosen for it. */
export function otherKind(key: string, kind: CredentialKind): CredentialKind | undefined {
  if (kind !== 'legacyKey') return /^[0-9a-f]{32}$/i.test(key) ? 'legacyKey' : undefined;
  return looksLikeKeapKey(key) ? 'personalAccessToken' : undefined;
}

/** Why something cannot be a key at all, as a sentence: it could not be sent, whatever Keap thinks of it. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'Paste the key as Keap showed it.';
  if (/[^\x20-\x7e]/.test(key)) return 'A key holds no line breaks, accents or invisible characters; copy it again.';
  return undefined;
}

/** What is unusual about a key, as a sentence; it may be right all the same, so nothing is held up by it. */
export function keyAdvice(key: string, kind: CredentialKind): string | undefined {
  const other = otherKind(key, kind);
  if (other === 'legacyKey') return 'This has the shape of a Legacy Key, which REST does not take.';
  if (other) return `This has the shape of a ${KIND_LABELS[other]}, which REST and XML-RPC take.`;
  if (/\s/.test(key)) return 'Keys hold no spaces; part of something else may have been copied.';
  if (kind === 'legacyKey') {
    return /^[0-9a-f]{32}$/i.test(key) ? undefined : 'Legacy Keys have 32 digits from 0 to f; this one is different.';
  }
  if (!looksLikeKeapKey(key)) return 'Keys of this kind start with KeapAK-; this one does not.';
  if (key.length !== USUAL_LENGTH) {
    return `Keys of this kind had ${USUAL_LENGTH} characters so far; this one has ${key.length}. Check that it is whole.`;
  }
  return undefined;
}
