import type { Target } from '../../checker/vocabulary/target.ts';
import { section } from './blocks.ts';
import type { SlackMessage } from './message.ts';
import { targetCode } from './target-code.ts';

/** Stands in the thread until the answer takes its place. `target` is null where an error text is read that names none. */
export function renderPending(target: Target | null): SlackMessage {
  const text = target === null ? '⏳ Reading the error…' : `⏳ Checking ${targetCode(target)}…`;
  return { text, blocks: [section(text)] };
}
