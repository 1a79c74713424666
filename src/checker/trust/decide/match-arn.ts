import { matchesGlob, type ResolvedPart } from './glob.ts';

/**
 * Whether an ARN pattern matches, component by component: the first five colons separate, the sixth component may hold more. Text that is
 * not an ARN never matches. Source: IAM User Guide, "Amazon Resource Name (ARN) condition operators".
 */
export function matchesArn(pattern: readonly ResolvedPart[], text: string): boolean {
  const components = splitText(text);
  const patterns = splitPattern(pattern);
  if (components === null || patterns.length !== 6) return false;
  return components.every((component, index) => matchesGlob(patterns[index] ?? [], component));
}

/** Whether there is an ARN at all that a pattern matches; one with fewer than six components matches none. */
export function mayMatchArn(pattern: readonly ResolvedPart[]): boolean {
  const [first, ...components] = splitPattern(pattern);
  return components.length === 5 && matchesGlob(first ?? [], 'arn');
}

function splitText(text: string): readonly string[] | null {
  const pieces = text.split(':');
  if (pieces.length < 6 || pieces[0] !== 'arn') return null;
  return [...pieces.slice(0, 5), pieces.slice(5).join(':')];
}

function splitPattern(pattern: readonly ResolvedPart[]): readonly (readonly ResolvedPart[])[] {
  const components: ResolvedPart[][] = [[]];
  const add = (part: ResolvedPart): void => {
    components.at(-1)?.push(part);
  };
  for (const part of pattern) {
    if (part.kind !== 'text') {
      add(part);
      continue;
    }
    const texts = part.text.split(':');
    texts.forEach((text, index) => {
      if (index > 0 && components.length < 6) {
        components.push([]);
        add({ kind: 'text', text });
      } else {
        add({ kind: 'text', text: index > 0 ? `:${text}` : text });
      }
    });
  }
  return components;
}
