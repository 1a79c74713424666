const DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/;

/** Milliseconds since the epoch of a date as IAM takes it: ISO 8601, or seconds since the epoch. Null for anything else. */
export function parseDate(text: string): number | null {
  if (/^-?\d{5,}$/.test(text)) return Number(text) * 1000;
  if (!DATE.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** A decimal number; null for anything else. */
export function parseNumber(text: string): number | null {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

/** `true` or `false` in any case; null for anything else. */
export function parseBool(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : null;
}

/** The bytes of a Base64 text as a string of one character each; null for anything else. */
export function parseBase64(text: string): string | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  return atob(text);
}
