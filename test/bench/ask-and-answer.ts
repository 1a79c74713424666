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
  readonly answered: number;
  /** Messages that became an answer more than once, and answers beyond the number of questions. */
  readonly answeredTwice: number;
  /** From the first question to the last answer. */
  readonly seconds: number;
  /** Time on a core for each question, in milliseconds. */
  readonly cpuMs: { readonly bot: number; readonly workers: number; readonly sandbox: number };
}

/** Asks `count` questions at a rate and waits until each has its answer, or `limitMs` are over. */
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
    const taken = arrivals.filter(({ outcome }) => outcome === 'taken').length;
    await answers.reached(taken, limitMs).catch(() => {});
    const seconds = (answers.lastAt - startedAt) / 1_000;
    const after = await cpu();
    const { user, system } = process.cpuUsage(before.sandbox);
    const ofWorkers = after.workers.reduce((sum, one, index) => sum + one - (before.workers[index] ?? 0), 0);
    const answered = answers.times.size;
    const again = [...answers.times.values()].reduce((sum, times) => sum + times - 1, 0);
    return {
      arrivals,
      taken,
      refused: count - taken,
      answered: Math.min(answered, count),
      answeredTwice: again + Math.max(answered - count, 0),
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
