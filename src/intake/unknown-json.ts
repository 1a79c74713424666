/** A JSON object whose members nobody has checked yet. */
export type UnknownObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): UnknownObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as UnknownObject)
    : null;
}

/** The objects of an array; nothing for anything else. */
export function asObjects(value: unknown): readonly UnknownObject[] {
  return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
