import type { SandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';

/** When something stood in a channel, by `performance.now()`. */
export interface Times {
  readonly firstAt: number;
  readonly answeredAt: number;
}

/** The answers that arrive in Slack while somebody watches. */
export interface AnswersWatched {
  /** How often each answer's message became an answer, by the place of the message. */
  readonly times: ReadonlyMap<string, number>;
  /** When the last one arrived. */
  readonly lastAt: number;
  /** @throws Error where nothing was answered there */
  in(channel: string): Times;
  /** Resolves once there are `count` of them. @throws Error when that takes longer than `limitMs` */
  reached(count: number, limitMs: number): Promise<void>;
  close(): void;
}

/** Watches for final answers: they bear the button that checks again, and a message that says "is checking" does not. */
export function watchAnswers(slack: SandboxSlack): AnswersWatched {
  const times = new Map<string, number>();
  const firstIn = new Map<string, number>();
  const answeredIn = new Map<string, number>();
  let lastAt = 0;
  let waiting: { readonly count: number; readonly resolve: () => void } | null = null;
  const stop = slack.workspace.messages.onChange((change) => {
    if (change.kind === 'deleted') return;
    const { message } = change;
    const now = performance.now();
    if (!firstIn.has(message.channel)) firstIn.set(message.channel, now);
    if (!isAnswer(message)) return;
    const place = `${message.channel} ${message.ts}`;
    times.set(place, (times.get(place) ?? 0) + 1);
    if (!answeredIn.has(message.channel)) answeredIn.set(message.channel, now);
    lastAt = now;
    if (waiting !== null && times.size >= waiting.count) waiting.resolve();
  });
  return {
    times,
    get lastAt() {
      return lastAt;
    },
    in: (channel) => {
      const answeredAt = answeredIn.get(channel);
      if (answeredAt === undefined) throw new Error(`Nothing was answered in ${channel}.`);
      return { firstAt: firstIn.get(channel) ?? answeredAt, answeredAt };
    },
    reached: async (count, limitMs) => {
      if (times.size >= count) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting = { count, resolve };
      const late = () => reject(new Error(`${times.size} of ${count} answers arrived within ${limitMs} ms.`));
      const timer = setTimeout(late, limitMs);
      await promise.finally(() => clearTimeout(timer));
    },
    close: stop,
  };
}

function isAnswer({ blocks }: ChannelMessage): boolean {
  return JSON.stringify(blocks ?? []).includes('"check_again"');
}
