import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Arrival } from './arrivals.ts';

/** `taken`: acknowledged. `told`: the person was told that it did not work. `failed`: no answer in the three seconds that Slack waits. */
export const outcomes = ['taken', 'told', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** Slash commands that arrive at a fixed rate; those of the warm-up are not counted. */
export const loadSchema = z.object({
  url: z.string(),
  secret: z.string(),
  /** Commands in a second; null for all of them in one moment. */
  rate: z.number().nullable(),
  warmUp: z.number(),
  count: z.number(),
  /** In front of every trigger id, so that no two runs ask the same question. */
  run: z.string(),
  /** Their ids. Commands go to one after the other. */
  channels: z.array(z.string()).readonly(),
  /** The words of the commands, used one after the other. */
  texts: z.array(z.string()).readonly(),
});

export type Load = z.infer<typeof loadSchema>;

const arrivals = z.array(z.object({ ms: z.number(), lateMs: z.number(), outcome: z.enum(outcomes) }));

/** Sends the load from a process of its own, so that measuring does not slow down what is measured. */
export async function sendLoad(load: Load): Promise<readonly Arrival<Outcome>[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load-child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const ended = once(child, 'exit');
    child.stdin.end(JSON.stringify(load));
    const said = await text(child.stdout);
    await ended;
    return arrivals.parse(JSON.parse(said));
  } finally {
    process.off('exit', kill);
  }
}
