/** @import { Tree } from '../render/tree.ts' */

const TAGS = new Set(
  'div p span strong em s code pre br hr blockquote h3 h4 ul ol li a time details summary table thead tbody tr th td caption button label input textarea select option fieldset legend header form'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'class id for href target rel download type name value rows placeholder title role scope start tabindex hidden disabled checked selected open datetime spellcheck autocomplete'.split(
    ' ',
  ),
);
const ADDRESS = /^(?:https?:|mailto:|\/files\/)/i;

/**
 * Makes an element. Texts become text nodes, and what is not known here is not made: whatever a message holds, it can only be looked at.
 *
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {readonly (Node | string)[]} [children]
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, children = []) {
  if (!TAGS.has(tag)) throw new Error(`The page makes no ${tag}`);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    const isKnown = ATTRIBUTES.has(name) || /^(?:data|aria)-[a-z-]+$/.test(name);
    if (!isKnown || (name === 'href' && !ADDRESS.test(value))) continue;
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * @param {readonly Tree[]} trees
 * @returns {(Node | string)[]}
 */
export function build(trees) {
  return trees.map((tree) =>
    typeof tree === 'string' ? tree : make(tree.tag, tree.attributes, build(tree.children ?? [])),
  );
}

/**
 * The element of the page with this id; the page is ours, so that it is there.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}`);
  return found;
}
