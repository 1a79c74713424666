import { isWire, parseJson, textOrNull, type Wire } from '../state/wire.ts';

/** The arguments of one call, from a JSON body or a form. In a form everything is text, and structures are JSON inside it. */
export class Arguments {
  readonly #values: Wire;

  constructor(values: Wire) {
    this.#values = values;
  }

  /** The text; null where it was not given or is empty. Numbers count as text, as Slack takes an unquoted ts. */
  text(name: string): string | null {
    const value = this.#values[name];
    return textOrNull(typeof value === 'number' ? String(value) : value) || null;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  flag(name: string): boolean {
    const value = this.#values[name];
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  /** A whole number of at least 1; the fallback for anything else. */
  count(name: string, fallback: number): number {
    const number = Number(this.#values[name]);
    return Number.isInteger(number) && number > 0 ? number : fallback;
  }

  /** A list or object, parsed where it came as JSON text; undefined where it was not given, null where it is no JSON. */
  structure(name: string): unknown {
    const value = this.#values[name];
    return typeof value === 'string' ? (value === '' ? undefined : parseJson(value)) : value;
  }

  /** For the log of calls: everything but the token, structures parsed. */
  shown(): Wire {
    const entries = Object.entries(this.#values).filter(([name]) => name !== 'token');
    return Object.fromEntries(
      entries.map(([name, value]) => [name, looksLikeJson(value) ? (parseJson(value) ?? value) : value]),
    );
  }
}

/** Reads a request's body by its content type: JSON object, form, or multipart form (whose files stay `File`s). */
export async function parseArguments(
  contentType: string,
  body: Buffer,
  query: URLSearchParams,
): Promise<Arguments> {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) {
    const value = parseJson(body.toString('utf8'));
    return new Arguments({ ...fromQuery, ...(isWire(value) ? value : {}) });
  }
  if (contentType.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    }).formData();
    return new Arguments({ ...fromQuery, ...Object.fromEntries(form) });
  }
  return new Arguments({ ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) });
}

function looksLikeJson(value: unknown): value is string {
  return typeof value === 'string' && /^[[{]/.test(value);
}
