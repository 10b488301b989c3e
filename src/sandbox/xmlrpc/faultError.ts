/** Keap's faults, by the word in brackets before their text. Source: nateleavitt/infusionsoft, exception_handler.rb. */
const FAULT_CODES = {
  InvalidConfig: 1,
  InvalidKey: 2,
  UnexpectedError: 3,
  DatabaseError: 4,
  RecordNotFound: 5,
  LoadingError: 6,
  NoTableAccess: 7,
  NoFieldAccess: 8,
  NoTableFound: 9,
  NoFieldFound: 10,
  NoFieldsError: 11,
  InvalidParameter: 12,
  FailedLoginAttempt: 13,
  NoAccess: 14,
  FailedLoginAttemptPasswordExpired: 15,
} as const;

export type FaultWord = keyof typeof FAULT_CODES;

/** Thrown anywhere below the endpoint; answered as a fault, with status 200 as Keap has it. */
export class FaultError extends Error {
  readonly code: number;

  constructor(word: FaultWord, message: string) {
    super(`[${word}]${message}`);
    this.name = 'FaultError';
    this.code = FAULT_CODES[word];
  }
}

/** @throws FaultError always */
export function fault(word: FaultWord, message: string): never {
  throw new FaultError(word, message);
}

/** @throws FaultError always: no record of a table has the id */
export function noRecord(table: string, id: unknown): never {
  fault('RecordNotFound', `Record of ${table} with id ${id} was not found`);
}
