/** A JSON object as it stands on the wire. Whoever reads a field checks what it is. */
export type Wire = Readonly<Record<string, unknown>>;

/** A Block Kit block as Slack keeps it: every block has an id once it is posted. */
export type StoredBlock = Wire & { readonly type: string; readonly block_id: string };

/** True for a JSON object, and for nothing else: no array, no null. */
export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; an empty list where there is no list. */
export function wireList(value: unknown): readonly Wire[] {
  return Array.isArray(value) ? value.filter(isWire) : [];
}

/** The string, or null for anything else. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Parses JSON from outside: null where it is no JSON. A JSON `null` is null as well, which no caller takes for a value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
