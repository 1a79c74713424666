/** A key that stands twice in one object of a JSON text. */
export interface RepeatedKey {
  readonly key: string;
  /** Index of the statement that it stands in, null outside of them. */
  readonly statement: number | null;
}

/** An object or list that is open at some place of the text: the keys seen so far, and the member or index that is being read. */
interface Open {
  readonly keys: Set<string> | null;
  at: string | number;
}

/**
 * Finds the first key that an object of a JSON text has twice; null where there is none. Reading JSON keeps the last of them and says
 * nothing, so that a Deny could vanish. Takes text that is known to be valid JSON, and looks at every character once.
 */
export function repeatedKeyIn(text: string): RepeatedKey | null {
  const path: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const open = path.at(-1);
    switch (text.charAt(at)) {
      case '{':
        path.push({ keys: new Set(), at: '' });
        break;
      case '[':
        path.push({ keys: null, at: 0 });
        break;
      case '}':
      case ']':
        path.pop();
        break;
      case ',':
        if (typeof open?.at === 'number') open.at += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (open?.keys != null && isKey(text, end)) {
          const key = unescaped(text.slice(at, end));
          if (open.keys.has(key)) return { key, statement: statementAt(path) };
          open.keys.add(key);
          open.at = key;
        }
        at = end - 1;
        break;
      }
    }
  }
  return null;
}

/** Index behind the closing quotation mark of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether a string that ends here is followed by a colon. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

/** Two spellings of one key (`"a"`, `"\u0061"`) are the same key. */
function unescaped(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}

function statementAt([root, statements, statement]: readonly Open[]): number | null {
  if (root?.at !== 'Statement' || statements === undefined) return null;
  if (statements.keys !== null) return 0;
  return statement !== undefined && typeof statements.at === 'number' ? statements.at : null;
}
