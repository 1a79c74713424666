import { setTimeout as pause } from 'node:timers/promises';
import { askAndAwait } from './ask-and-answer.ts';
import { type BenchLine, benchLine } from './bench-line.ts';
import { openBenchStage, type RunningService } from './bench-stage.ts';
import { collectGarbage, INSPECTABLE } from './collect-garbage.ts';
import { crowdedWorld } from './crowded-world.ts';
import { type ProcessFigures, processFigures } from './process-figures.ts';

/**
 * After how many questions memory is looked at, the last time when all are answered, and how much later: what belongs to a question is held until its
 * limit of a minute is over.
 */
const PLANS = [
  { queue: 'redis', first: 1_000, last: 10_000, settleMs: 61_000 },
  { queue: 'embedded', first: 500, last: 2_000, settleMs: 0 },
] as const;
const AT_ONCE = 250;
const CHANNELS = 1_000;
const LIMIT_MS = 120_000;

/** What the processes of the service hold after many questions, against what they held after the first ones: what is kept by mistake shows. */
export async function* benchMemory(): AsyncGenerator<BenchLine<'memory'>> {
  for (const { queue, first, last, settleMs } of PLANS) {
    const { world, texts } = crowdedWorld(CHANNELS);
    const stage = await openBenchStage(world, { queue, channels: CHANNELS });
    try {
      const workers = queue === 'redis' ? [await stage.start('worker', INSPECTABLE)] : [];
      const bot = await stage.start(queue === 'redis' ? 'bot' : 'start', INSPECTABLE);
      const processes = {
        [queue === 'redis' ? 'bot' : 'start']: bot,
        ...(workers[0] && { worker: workers[0] }),
      };
      const before = new Map<string, ProcessFigures>();
      let lost = 0;
      for (let asked = 0; asked < last; asked += AT_ONCE) {
        const load = { texts, count: AT_ONCE, rate: AT_ONCE, limitMs: LIMIT_MS };
        const { taken, answered } = await askAndAwait(stage, { bot, workers }, load);
        lost += taken - answered;
        if (asked + AT_ONCE !== first) continue;
        await pause(settleMs);
        for (const [side, one] of Object.entries(processes)) before.set(side, await settledFigures(one));
      }
      await pause(settleMs);
      for (const [side, one] of Object.entries(processes)) {
        const early = before.get(side);
        const late = await settledFigures(one);
        if (early !== undefined) yield lineOf(`${side}, ${queue} queue`, { first, early, last, late, lost });
      }
    } finally {
      await stage.close();
    }
  }
}

async function settledFigures(one: RunningService): Promise<ProcessFigures> {
  await collectGarbage(one);
  return processFigures(one.adminUrl);
}

function lineOf(
  name: string,
  {
    first,
    early,
    last,
    late,
    lost,
  }: {
    readonly first: number;
    readonly early: ProcessFigures;
    readonly last: number;
    readonly late: ProcessFigures;
    readonly lost: number;
  },
): BenchLine<'memory'> {
  return benchLine(
    'memory',
    `${name}, after ${last} questions against after ${first}`,
    { heap: late.heapUsedMb / early.heapUsedMb, rss: late.rssMb / early.rssMb },
    {
      heapMb: late.heapUsedMb,
      earlyHeapMb: early.heapUsedMb,
      heapKbPerQuestion: ((late.heapUsedMb - early.heapUsedMb) * 1024) / (last - first),
      rssMb: late.rssMb,
      earlyRssMb: early.rssMb,
      lost,
    },
  );
}
