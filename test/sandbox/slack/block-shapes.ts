/** Pieces of Block Kit for tests. */

export const x = (length: number) => 'x'.repeat(length);
export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
export const rich = (...elements: readonly object[]) => ({ type: 'rich_text', elements });
export const cell = (text: string) => ({ type: 'raw_text', text });
