/** States within a number of JSON; what is none of them is less than the first. */
export const MINUS = 10;
export const ZERO = 11;
export const DIGITS = 12;
const POINT = 13;
const FRACTION = 14;
const POWER = 15;
const POWER_SIGN = 16;
const POWER_DIGITS = 17;
export const AFTER_NUMBERS = 18;

/** The state of a number behind one more unit; undefined where the unit is none of it. */
export function numberState(state: number, unit: number): number | undefined {
  if (isDigit(unit)) {
    if (state === MINUS) return unit === 0x30 ? ZERO : DIGITS;
    if (state === POINT) return FRACTION;
    if (state === POWER || state === POWER_SIGN) return POWER_DIGITS;
    return state === ZERO ? undefined : state;
  }
  if (unit === 0x2e) return state === ZERO || state === DIGITS ? POINT : undefined;
  if (unit === 0x65 || unit === 0x45) {
    return state === ZERO || state === DIGITS || state === FRACTION ? POWER : undefined;
  }
  return (unit === 0x2b || unit === 0x2d) && state === POWER ? POWER_SIGN : undefined;
}

/** Whether a number may end in this state. */
export function isWholeNumber(state: number): boolean {
  return state === ZERO || state === DIGITS || state === FRACTION || state === POWER_DIGITS;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
