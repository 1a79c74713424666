import type { SandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';

/** When something stood in a channel, by `performance.now()`. */
export interface Times {
  readonly firstAt: number;
  readonly answeredAt: number;
}

/** The answers that arrive in Slack while somebody watches. Ask once in a channel, and its answers are those to one question. */
export interface AnswersWatched {
  /** How many answers stand in each channel, the second and further ones of one message counted too. */
  readonly counts: ReadonlyMap<string, number>;
  /** When the last one arrived, by `performance.now()`. */
  readonly lastAt: number;
  /** @throws Error where nothing was answered there */
  in(channel: string): Times;
  /** Resolves once each channel has an answer. @throws Error when that takes longer than `limitMs` */
  reached(channels: readonly string[], limitMs: number): Promise<void>;
  close(): void;
}

/** Watches for final answers: they bear the button that checks again, and a message that says "is checking" does not. */
export function watchAnswers(slack: SandboxSlack): AnswersWatched {
  const counts = new Map<string, number>();
  const firstIn = new Map<string, number>();
  const answeredIn = new Map<string, number>();
  let lastAt = 0;
  let waiting: { readonly missing: Set<string>; readonly resolve: () => void } | null = null;
  const stop = slack.workspace.messages.onChange((change) => {
    if (change.kind === 'deleted') return;
    const { channel, blocks } = change.message;
    const now = performance.now();
    if (!firstIn.has(channel)) firstIn.set(channel, now);
    if (!isAnswer(blocks)) return;
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
    if (!answeredIn.has(channel)) answeredIn.set(channel, now);
    lastAt = now;
    waiting?.missing.delete(channel);
    if (waiting?.missing.size === 0) waiting.resolve();
  });
  return {
    counts,
    get lastAt() {
      return lastAt;
    },
    in: (channel) => {
      const answeredAt = answeredIn.get(channel);
      if (answeredAt === undefined) throw new Error(`Nothing was answered in ${channel}.`);
      return { firstAt: firstIn.get(channel) ?? answeredAt, answeredAt };
    },
    reached: async (channels, limitMs) => {
      const missing = new Set(channels.filter((channel) => !counts.has(channel)));
      if (missing.size === 0) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting = { missing, resolve };
      const late = () => reject(new Error(`${missing.size} answers did not arrive within ${limitMs} ms.`));
      const timer = setTimeout(late, limitMs);
      await promise.finally(() => clearTimeout(timer));
    },
    close: stop,
  };
}

function isAnswer(blocks: ChannelMessage['blocks']): boolean {
  return JSON.stringify(blocks ?? []).includes('"check_again"');
}
