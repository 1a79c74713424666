import { section } from './blocks.ts';
import { code } from './escape.ts';
import { fitted } from './limits.ts';
import type { SlackMessage } from './message.ts';

const NAME = 300;

/** Stands in the thread while other questions about the same cluster are before this one. */
export function renderWaiting({
  cluster,
  running,
}: {
  readonly cluster: string;
  readonly running: number;
}): SlackMessage {
  const others = running === 1 ? '1 other check' : `${running} other checks`;
  const text = `⏳ Waiting: ${others} of ${fitted(cluster, NAME, code)} ${running === 1 ? 'is' : 'are'} running.`;
  return { text, blocks: [section(text)] };
}
