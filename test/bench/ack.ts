import { join } from 'node:path';
import { Queue } from 'bullmq';
import type { Arrival } from './arrivals.ts';
import { type BenchLine, benchLine } from './bench-line.ts';
import { openBenchStage, SIGNING_SECRET } from './bench-stage.ts';
import { startChild } from './child-process.ts';
import { crowdedWorld } from './crowded-world.ts';
import { type Outcome, sendLoad } from './load.ts';
import { percentile } from './percentile.ts';

/** Commands in a second, and for how many seconds in each round. */
const LOADS = [
  { rate: 50, seconds: 4 },
  { rate: 200, seconds: 3 },
  { rate: 500, seconds: 2 },
] as const;
/** What counts is the median of the rounds, so that one in which the machine did something else, or a process collected its garbage, does not. */
const ROUNDS = 9;
const WARM_UP_SECONDS = 1;
/** Before all rounds, and not counted: what has just been started is still being compiled. */
const FIRST_OF_ALL = { rate: 500, seconds: 4 };
const BARE_QUEUE = 'bare';

/** Commands in a second, and for how many seconds. */
interface Pace {
  readonly rate: number;
  readonly seconds: number;
}

/** Someone who acknowledges commands. */
interface Acknowledger {
  readonly name: 'bot' | 'bare';
  readonly url: string;
  /** Takes what was asked out of the queue again: nobody answers. */
  empty(): Promise<void>;
}

/**
 * Time to acknowledge a slash command: of the bot, which stores the question first, and of the least that Bolt and BullMQ can do, in turns, on
 * the same Redis. No worker runs.
 */
export async function* benchAck(): AsyncGenerator<BenchLine<'ack'>> {
  const { world, texts } = crowdedWorld(400);
  const stage = await openBenchStage(world, { queue: 'redis', channels: 200 });
  const queues: Queue[] = [];
  try {
    const redisUrl = stage.redis?.url ?? '';
    const emptier = (name: string, prefix: string) => {
      const queue = new Queue(name, { connection: { url: redisUrl }, prefix });
      queues.push(queue);
      return () => queue.drain(true);
    };
    const bot = await stage.start('bot');
    const bare = await startChild(
      [join(import.meta.dirname, 'bare-listener.ts'), SIGNING_SECRET, redisUrl, BARE_QUEUE],
      { logFile: join(stage.directory, 'bare.log'), isStarted: ({ port }) => typeof port === 'number' },
    );
    try {
      const sides: readonly Acknowledger[] = [
        {
          name: 'bare',
          url: `http://127.0.0.1:${bare.started.port}/slack/events`,
          empty: emptier(BARE_QUEUE, 'bull'),
        },
        { name: 'bot', url: bot.url ?? '', empty: emptier('questions', '{irsa-doctor}') },
      ];
      const acknowledged = async (side: Acknowledger, { rate, seconds }: Pace, run: string) => {
        const arrivals = await sendLoad({
          url: side.url,
          secret: SIGNING_SECRET,
          rate,
          warmUp: rate * WARM_UP_SECONDS,
          count: rate * seconds,
          run: `${side.name}-${run}`,
          channels: stage.channels,
          texts,
        });
        await side.empty();
        return arrivals;
      };
      for (const side of sides) await acknowledged(side, FIRST_OF_ALL, 'first');
      for (const load of LOADS) {
        const rounds = { bot: [] as Round[], bare: [] as Round[] };
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const side of sides) {
            rounds[side.name].push(roundOf(await acknowledged(side, load, `${load.rate}-${round}`)));
          }
        }
        yield lineOf(load.rate, rounds.bot, rounds.bare);
      }
    } finally {
      await bare.stop();
    }
  } finally {
    for (const queue of queues) await queue.close();
    await stage.close();
  }
}

type Round = ReturnType<typeof roundOf>;

function lineOf(rate: number, bot: readonly Round[], bare: readonly Round[]): BenchLine<'ack'> {
  const median = (rounds: readonly Round[], figure: keyof Round) =>
    percentile(
      rounds.map((round) => round[figure]),
      50,
    );
  const total = (rounds: readonly Round[], figure: keyof Round) =>
    rounds.reduce((sum, round) => sum + round[figure], 0);
  const toBare = (figure: keyof Round) => median(bot, figure) / median(bare, figure);
  return benchLine(
    'ack',
    `${rate} commands a second`,
    { p99ToBare: toBare('p99'), p50ToBare: toBare('p50') },
    {
      p50Ms: median(bot, 'p50'),
      p99Ms: median(bot, 'p99'),
      worstP99Ms: Math.max(...bot.map(({ p99 }) => p99)),
      maxMs: Math.max(...bot.map(({ max }) => max)),
      bareP50Ms: median(bare, 'p50'),
      bareP99Ms: median(bare, 'p99'),
      bareWorstP99Ms: Math.max(...bare.map(({ p99 }) => p99)),
      bareMaxMs: Math.max(...bare.map(({ max }) => max)),
      sentLateP99Ms: median([...bot, ...bare], 'lateP99'),
      commands: total(bot, 'commands'),
      refused: total(bot, 'refused'),
      bareRefused: total(bare, 'refused'),
    },
  );
}

function roundOf(arrivals: readonly Arrival<Outcome>[]) {
  const times = arrivals.map(({ ms }) => ms);
  return {
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    max: Math.max(...times),
    lateP99: percentile(
      arrivals.map(({ lateMs }) => lateMs),
      99,
    ),
    commands: arrivals.length,
    refused: arrivals.filter(({ outcome }) => outcome !== 'taken').length,
  };
}
