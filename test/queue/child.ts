import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildOrders } from './worker-process.ts';

/** Starts a process with a queue and a worker of its own, and hears what it says. */
export function startChild(orders: ChildOrders) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(orders));
  const exit = once(child, 'exit');
  const said: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));

  return {
    said: said as readonly string[],
    /** Resolves once the child has said `word`; rejects if it ends before. */
    async says(word: string): Promise<void> {
      while (!said.includes(word)) {
        if (hasEnded(child)) throw new Error(`the child ended without saying "${word}"`);
        await Promise.race([once(lines, 'line'), exit]);
      }
    },
    /** Ends the child as a crash would. */
    async die(): Promise<void> {
      child.kill('SIGKILL');
      await exit;
    },
    /** The status with which the child ends by itself. */
    async status(): Promise<number | null> {
      await exit;
      return child.exitCode;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
