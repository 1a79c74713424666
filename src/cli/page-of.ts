import type { PageOptions } from '../render/terminal/page.ts';
import type { Terminal } from './terminal.ts';

/** What the text renderers need to know of the terminal. */
export function pageOf({ hasColor, width }: Terminal): PageOptions {
  return { color: hasColor, ...(width === undefined ? {} : { width }) };
}
