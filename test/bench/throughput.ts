import { availableParallelism, setPriority } from 'node:os';
import { type Answered, askAndAwait } from './ask-and-answer.ts';
import { type BenchLine, benchLine } from './bench-line.ts';
import { openBenchStage, type RunningService } from './bench-stage.ts';
import { crowdedWorld } from './crowded-world.ts';
import { percentile } from './percentile.ts';

const WORKERS = [1, 2, 4] as const;
const QUESTIONS = 600;
/** Enough that no worker is ever idle. */
const RATE = 200;
/** Where everything shares few cores, workers would keep the bot and the sandbox from theirs, which elsewhere have cores of their own. */
const WORKER_PRIORITY = 10;
/** What every call takes longer in the second series, in milliseconds: about what the real ones take. */
const DELAYS = { slack: 60, kubernetes: 80, aws: 100 } as const;
/** Slack's pace counts in each channel, so there are many. */
const CHANNELS = 1_000;
const BURST = 1_000;
const WARM_UP = 20;
const LIMIT_MS = 120_000;

/**
 * Questions in a second with one worker and more, where calls answer at once (what a core can do) and where they take as long as real ones (what a
 * worker can do); and a thousand questions in one moment.
 */
export async function* benchThroughput(): AsyncGenerator<BenchLine<'throughput'>> {
  for (const isSlow of [false, true]) {
    let ofOne: number | null = null;
    for (const count of WORKERS) {
      const load = { count: QUESTIONS, rate: RATE };
      const result = await withWorkers(count, isSlow, load);
      const perSecond = result.answered / result.seconds;
      ofOne ??= perSecond;
      const calls = isSlow
        ? `calls of ${DELAYS.slack} ms to Slack, ${DELAYS.kubernetes} to Kubernetes, ${DELAYS.aws} to AWS`
        : 'calls that take no time';
      yield benchLine(
        'throughput',
        `${count} ${count === 1 ? 'worker' : 'workers'}, ${calls}`,
        { toOneWorker: perSecond / ofOne },
        {
          questionsPerSecond: perSecond,
          workerCpuMsPerQuestion: result.cpuMs.workers,
          botCpuMsPerQuestion: result.cpuMs.bot,
          sandboxCpuMsPerQuestion: result.cpuMs.sandbox,
          questions: QUESTIONS,
          lost: result.taken - result.answered,
          refused: result.refused,
          answeredTwice: result.answeredTwice,
          cores: availableParallelism(),
        },
      );
    }
  }
  const burst = await withWorkers(2, true, { count: BURST, rate: null });
  yield burstLine(burst);
}

function burstLine(result: Answered): BenchLine<'throughput'> {
  const times = result.arrivals.map(({ ms }) => ms);
  return benchLine(
    'throughput',
    `${BURST} questions in one moment, 2 workers, calls as slow as real ones`,
    { answeredToTaken: result.answered / result.taken, takenToAsked: result.taken / BURST },
    {
      lost: result.taken - result.answered,
      refused: result.refused,
      answeredTwice: result.answeredTwice,
      secondsToDrain: result.seconds,
      ackP50Ms: percentile(times, 50),
      ackP99Ms: percentile(times, 99),
      ackMaxMs: Math.max(...times),
    },
  );
}

async function withWorkers(
  count: number,
  isSlow: boolean,
  load: { readonly count: number; readonly rate: number | null },
): Promise<Answered> {
  const { world, texts } = crowdedWorld(CHANNELS);
  const stage = await openBenchStage(world, { queue: 'redis', channels: CHANNELS });
  try {
    const workers: RunningService[] = [];
    for (let index = 0; index < count; index += 1) workers.push(await stage.start('worker'));
    const service = { bot: await stage.start('bot'), workers };
    await askAndAwait(stage, service, {
      texts,
      count: WARM_UP * count,
      rate: WARM_UP * count,
      limitMs: LIMIT_MS,
    });
    for (const { pid } of workers) setPriority(pid, WORKER_PRIORITY);
    if (isSlow) {
      stage.slack.setDelay('*', DELAYS.slack);
      world.delays.push(
        { api: 'kubernetes:*', ms: DELAYS.kubernetes },
        ...['iam', 'eks', 'sts'].map((one) => ({ api: `${one}:*`, ms: DELAYS.aws })),
      );
    }
    return await askAndAwait(stage, service, { texts: texts.toReversed(), ...load, limitMs: LIMIT_MS });
  } finally {
    await stage.close();
  }
}
