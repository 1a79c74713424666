import { randomUUID } from 'node:crypto';
import type { Arrival } from './arrivals.ts';
import { type BenchStage, type RunningService, SIGNING_SECRET } from './bench-stage.ts';
import { type Outcome, sendLoad } from './load.ts';
import { processFigures } from './process-figures.ts';
import { watchAnswers } from './watch-answers.ts';

/** What became of many questions. */
export interface Answered {
  readonly arrivals: readonly Arrival<Outcome>[];
  readonly taken: number;
  /** Questions that somebody was told could not be asked, or for which Slack would say so. */
  readonly refused: number;
  /** Of those that were taken. */
  readonly answered: number;
  /** Questions with more than one answer. */
  readonly answeredTwice: number;
  /** From the first question to the last answer. */
  readonly seconds: number;
  /** Time on a core for each question, in milliseconds. */
  readonly cpuMs: { readonly bot: number; readonly workers: number; readonly sandbox: number };
}

/** Asks `count` questions at a rate, each in a channel of its own, and waits until each has its answer, or `limitMs` are over. */
export async function askAndAwait(
  stage: BenchStage,
  { bot, workers }: { readonly bot: RunningService; readonly workers: readonly RunningService[] },
  {
    texts,
    count,
    rate,
    limitMs,
  }: {
    readonly texts: readonly string[];
    readonly count: number;
    /** Questions in a second; null for all of them in one moment. */
    readonly rate: number | null;
    readonly limitMs: number;
  },
): Promise<Answered> {
  if (count > stage.channels.length) throw new Error('There are more questions than channels.');
  const answers = watchAnswers(stage.slack);
  const cpu = async () => ({
    bot: (await processFigures(bot.adminUrl)).cpuSeconds,
    workers: await Promise.all(workers.map(async (one) => (await processFigures(one.adminUrl)).cpuSeconds)),
    sandbox: process.cpuUsage(),
  });
  try {
    const before = await cpu();
    const startedAt = performance.now();
    const arrivals = await sendLoad({
      url: bot.url ?? '',
      secret: SIGNING_SECRET,
      rate,
      warmUp: 0,
      count,
      run: randomUUID(),
      channels: stage.channels,
      texts,
    });
    const taken = arrivals.flatMap(({ outcome }, index) =>
      outcome === 'taken' ? (stage.channels[index] ?? []) : [],
    );
    await answers.reached(taken, limitMs).catch(() => {});
    const seconds = (answers.lastAt - startedAt) / 1_000;
    const after = await cpu();
    const { user, system } = process.cpuUsage(before.sandbox);
    const ofWorkers = after.workers.reduce((sum, one, index) => sum + one - (before.workers[index] ?? 0), 0);
    return {
      arrivals,
      taken: taken.length,
      refused: count - taken.length,
      answered: taken.filter((channel) => answers.counts.has(channel)).length,
      answeredTwice: [...answers.counts.values()].filter((times) => times > 1).length,
      seconds,
      cpuMs: {
        bot: ((after.bot - before.bot) * 1_000) / count,
        workers: (ofWorkers * 1_000) / count,
        sandbox: (user + system) / 1_000 / count,
      },
    };
  } finally {
    answers.close();
  }
}
