import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { askQuestions } from './asking.ts';
import { diceOf } from './dice.ts';
import { judge } from './judgement.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { type Damage, startTroubles } from './troubles.ts';

/** What every process gets to stop in, in milliseconds: Kubernetes' own period. */
const STOP_LIMIT_MS = 30_000;

export interface ChaosOptions extends StageOptions {
  readonly name: string;
  readonly count: number;
  readonly spreadMs: number;
  /** How long the last answers may take once nothing breaks any more. */
  readonly settleMs: number;
}

/**
 * Asks while everything breaks, waits until it is calm, and looks whether each question has its one answer. Prints its figures as one line of
 * JSON; `CHAOS_SEED` repeats what breaks, `CHAOS_LOG` names a file for all that was logged, called and delivered.
 */
export async function runChaos(options: ChaosOptions): Promise<void> {
  const { name, count, spreadMs, settleMs } = options;
  const dice = diceOf(process.env);
  const startedAt = performance.now();
  const stage = await openStage(options, dice);
  try {
    const troubles = startTroubles(stage, dice);
    const questions = await askQuestions(stage, { count, spreadMs, dice: dice.fork('asking') });
    const damage = await troubles.end();
    const calmAt = performance.now();
    await stage.slack.settled();
    const isDone = () => {
      const { faults } = judge(stage, questions);
      return faults.every(({ fate }) => fate === 'answered-twice' || fate === 'given-up');
    };
    await stage.slack.waitFor(isDone, settleMs).catch(() => {});
    const settledMs = Math.round(performance.now() - calmAt);
    // What is answered a second time would be answered soon.
    await pause(2_000);
    const stillQueued = await queueDepth(stage);
    const exits = await Promise.all(stage.processes.map((one) => one.stop(STOP_LIMIT_MS)));
    const { fates, faults } = judge(stage, questions);
    const crashes = stage.processes.flatMap((one) => one.exits.filter((exit) => !exit.isMeant));
    const left = stage.processes.flatMap(({ pids }) => pids).filter(isRunning);
    const stopMs = Math.max(...exits.map(({ tookMs }) => tookMs));
    const events = stage.processes.flatMap((one) => one.events);
    const counts = {
      givenUp: events.filter(({ event }) => event === 'given-up').length,
      duplicates: events.filter(({ event, outcome }) => event === 'question' && outcome === 'duplicate')
        .length,
    };
    const figures = {
      scenario: name,
      seed: dice.seed,
      questions: questions.length,
      fates,
      damage,
      ...counts,
      crashes: crashes.length,
      stillQueued,
      settledMs,
      stopMs,
      left: left.length,
      seconds: Math.round((performance.now() - startedAt) / 1_000),
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    if (process.env.CHAOS_LOG) await writeLogs(process.env.CHAOS_LOG, stage, faults);

    expect(faults, `repeat with CHAOS_SEED=${dice.seed}`).toEqual([]);
    expect(
      (fates.answered ?? 0) + (fates['answered-though-told'] ?? 0),
      'most questions are answered, not refused',
    ).toBeGreaterThan(count * 0.75);
    expect(stillQueued, 'nothing is stuck in the queue').toBe(0);
    expect(crashes, 'no process ends by itself').toEqual([]);
    expect(exits.map(({ status }) => status)).toEqual(stage.processes.map(() => 0));
    expect(left, 'no process is left').toEqual([]);
    expectRealDamage(options, damage);
  } finally {
    await stage.close();
  }
}

function expectRealDamage({ mode, redisServer }: ChaosOptions, damage: Damage): void {
  expect(damage.processesKilled).toBeGreaterThan(2);
  expect(damage.awsFaults).toBeGreaterThan(3);
  for (const kind of ['429', '500', 'reset', 'reset-after-accept', 'hang']) {
    expect(damage.slackFaults[kind] ?? 0, `Slack's ${kind}`).toBeGreaterThan(0);
  }
  if (redisServer !== null) expect(damage.redisKilled + damage.redisStopped).toBeGreaterThan(1);
  if (mode === 'socket') expect(damage.socketsDropped + damage.socketsRefreshed).toBeGreaterThan(3);
}

/** What the service itself says that it has still to do, once that is nothing or after a while. */
async function queueDepth({ processes }: Stage): Promise<number> {
  const started = await processes[0]?.running();
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${started?.adminPort}/metrics`, {
      signal: AbortSignal.timeout(5_000),
    });
    const depth = Number(/^irsa_doctor_queue_depth (\S+)$/m.exec(await response.text())?.[1]);
    if (depth === 0 || tries === 20) return depth;
    await pause(500);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function writeLogs(file: string, stage: Stage, faults: readonly unknown[]): Promise<void> {
  const dump = {
    faults,
    exits: stage.processes.map(({ side, exits }) => ({ side, exits })),
    events: stage.processes.map(({ side, events }) => ({ side, events })),
    calls: stage.slack.calls,
    deliveries: stage.slack.deliveries,
  };
  await writeFile(file, JSON.stringify(dump, null, 1));
}
