/**
 * What the page shows of something, as data: the browser makes elements of it one by one and sets every text as text. There is no HTML
 * anywhere between a message and the screen, so that no message can bring its own.
 */
export type Tree = string | Element;

export interface Element {
  readonly tag: Tag;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Tree[];
}

/** Everything that the browser is willing to make. */
export type Tag =
  | ('div' | 'p' | 'span' | 'strong' | 'em' | 's' | 'code' | 'pre' | 'br' | 'hr' | 'blockquote')
  | ('h3' | 'h4' | 'ul' | 'ol' | 'li' | 'a' | 'time' | 'details' | 'summary')
  | ('table' | 'thead' | 'tbody' | 'tr' | 'th' | 'td' | 'caption')
  | ('button' | 'label' | 'input' | 'textarea' | 'select' | 'option' | 'fieldset' | 'legend');

/** `class` is an attribute like every other. */
export function el(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Tree[] = [],
): Element {
  return {
    tag,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(children.length === 0 ? {} : { children }),
  };
}

/** A text with its line breaks. */
export function lines(text: string): readonly Tree[] {
  return text.split('\n').flatMap((line, index): readonly Tree[] => {
    const shown = line === '' ? [] : [line];
    return index === 0 ? shown : [el('br'), ...shown];
  });
}

/** A link to the web that can do nothing to this page; any other address is shown as its label alone. */
export function link(url: string, label: readonly Tree[]): Tree {
  if (!/^(?:https?:|mailto:)/i.test(url)) return el('span', {}, label);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
}

/** Everything that can be read in it, without its structure. */
export function textOf(trees: readonly Tree[]): string {
  return trees
    .map((tree) => (typeof tree === 'string' ? tree : tree.tag === 'br' ? '\n' : textOf(tree.children ?? [])))
    .join('');
}
