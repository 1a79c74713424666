import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchLine, benchLine } from './bench-line.ts';
import { type BenchStage, openBenchStage } from './bench-stage.ts';
import { buildProgram } from './build-program.ts';
import { crowdedWorld } from './crowded-world.ts';
import { percentile } from './percentile.ts';

const SOURCE = join(import.meta.dirname, '../../src/main.ts');
const ROUNDS = 7;
const SERVICE_ROUNDS = 3;
const READY_MS = 30_000;

/** Time until the command line says something, and until the service says that it is ready, against a Node that does nothing. */
export async function* benchStartUp(): AsyncGenerator<BenchLine<'start-up'>> {
  const { world, texts } = crowdedWorld(20);
  const check = (texts[0] ?? '').split(' ');
  const redis = await openBenchStage(world, { queue: 'redis', channels: 1 });
  try {
    const built = join(redis.directory, 'built');
    await mkdir(built);
    const program = await buildProgram(built);
    const commands: Readonly<Record<string, readonly string[]>> = {
      'node -e 0': ['-e', 'process.stdout.write("0")'],
      '--version, built': [program, '--version'],
      'help, built': [program, 'help'],
      'check, built': [program, ...check],
      '--version, from source': [SOURCE, '--version'],
      'check, from source': [SOURCE, ...check],
    };
    const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, args] of Object.entries(commands))
        times.get(name)?.push(await firstOutput(args, redis.env));
    }
    const bare = percentile(times.get('node -e 0') ?? [], 50);
    for (const [name, all] of times) yield lineOf(`${name}: first output`, all, bare);

    for (const side of ['bot', 'worker'] as const)
      yield lineOf(`${side}, from source, Redis: ready`, await readyTimes(redis, side), bare);
    const embedded = await openBenchStage(world, { queue: 'embedded', channels: 1 });
    try {
      const [first = 0, ...later] = await readyTimes(embedded, 'start');
      yield lineOf('start, from source, embedded queue: ready for the first time', [first], bare);
      yield lineOf('start, from source, embedded queue: ready again', later, bare);
    } finally {
      await embedded.close();
    }
  } finally {
    await redis.close();
  }
}

function lineOf(measure: string, times: readonly number[], bare: number): BenchLine<'start-up'> {
  const ms = percentile(times, 50);
  return benchLine('start-up', measure, { toBareNode: ms / bare }, { ms, fastestMs: Math.min(...times) });
}

/** Milliseconds from the start of a process until it has printed something. */
async function firstOutput(args: readonly string[], env: BenchStage['env']): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: READY_MS,
  });
  const ended = once(child, 'exit');
  let ms: number | null = null;
  child.stdout.on('data', () => {
    ms ??= performance.now() - startedAt;
  });
  await ended;
  if (ms === null) throw new Error(`${args.join(' ')} printed nothing.`);
  return ms;
}

async function readyTimes(stage: BenchStage, side: 'start' | 'bot' | 'worker'): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < SERVICE_ROUNDS; round += 1) {
    const startedAt = performance.now();
    const service = await stage.start(side);
    while (!(await isReady(service.adminUrl))) {
      if (performance.now() - startedAt > READY_MS) throw new Error(`${side} did not become ready.`);
      await pause(10);
    }
    times.push(performance.now() - startedAt);
    await service.stop();
  }
  return times;
}

async function isReady(adminUrl: string): Promise<boolean> {
  const response = await fetch(`${adminUrl}/readyz`, { signal: AbortSignal.timeout(5_000) });
  return response.ok && (await response.text()).startsWith('ready');
}
