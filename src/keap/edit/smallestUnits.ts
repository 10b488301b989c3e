/** Cents as dollars, or what a currency has in their place, digit by digit. @param currency its code; USD where it is unknown */
export function unitsOf(cents: string, currency: string | undefined): string {
  const places = decimalPlaces(currency);
  if (places === 0 || !/^-?\d+$/.test(cents)) return cents;
  const digits = cents.replace('-', '').padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${cents.startsWith('-') ? '-' : ''}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

function decimalPlaces(currency = 'USD'): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
