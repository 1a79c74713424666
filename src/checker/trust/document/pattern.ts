/** A piece of a value: text, a wildcard, or a policy variable with its default. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any-run' }
  | { readonly kind: 'any-one' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | null };

/** A value of a policy, read by the rules of its operator. Neighbouring texts are one part. */
export type Pattern = readonly PatternPart[];

const VARIABLE = /^\$\{\s*([^,{}]+?)\s*(?:,\s*'([^']*)'\s*)?\}/;

/** No key and default come near this; the limit keeps hostile text from being looked through over and over. */
const LONGEST_VARIABLE = 512;

/**
 * Reads a value. `wildcards`: `*` and `?` stand for other text (StringLike and the ARN operators). `variables`: `${key}`,
 * `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}` mean something (Version 2012-10-17 only, string and ARN operators only).
 * A `${` that opens no variable is text. Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function readPattern(text: string, wildcards: boolean, variables: boolean): Pattern {
  const hasVariables = variables && text.includes('${');
  if (!hasVariables && !(wildcards && /[*?]/.test(text))) return [{ kind: 'text', text }];
  const parts: PatternPart[] = [];
  let literal = '';
  let closing = -1;
  const push = (part: PatternPart): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push(part);
  };
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (hasVariables && text.startsWith('${', at)) {
      const escaped = /^\$\{([*?$])\}/.exec(text.slice(at, at + 4));
      if (escaped !== null) {
        literal += escaped[1] ?? '';
        at += 4;
        continue;
      }
      if (closing < at) closing = text.indexOf('}', at);
      if (closing === -1) closing = text.length;
      const isShort = closing - at < LONGEST_VARIABLE;
      const variable = isShort ? VARIABLE.exec(text.slice(at, at + LONGEST_VARIABLE)) : null;
      if (variable !== null) {
        push({ kind: 'variable', key: variable[1] ?? '', fallback: variable[2] ?? null });
        at += variable[0].length;
        continue;
      }
    }
    if (wildcards && character === '*') push({ kind: 'any-run' });
    else if (wildcards && character === '?') push({ kind: 'any-one' });
    else literal += character;
    at += 1;
  }
  if (literal !== '' || parts.length === 0) parts.push({ kind: 'text', text: literal });
  return parts;
}
