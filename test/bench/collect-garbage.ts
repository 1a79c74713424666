import { readFile } from 'node:fs/promises';
import type { RunningChild } from './child-process.ts';

/** What a process needs to be told to collect its garbage. */
export const INSPECTABLE = ['--inspect=127.0.0.1:0'] as const;

const LIMIT_MS = 30_000;

/** Has a process that was started with `INSPECTABLE` collect its garbage, so that what it holds afterwards is what it needs. */
export async function collectGarbage({ logFile }: Pick<RunningChild, 'logFile'>): Promise<void> {
  const address = /ws:\/\/127\.0\.0\.1:\S+/.exec(await readFile(logFile, 'utf8'))?.[0];
  if (address === undefined) throw new Error('The process cannot be inspected.');
  const socket = new WebSocket(address);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('The process did not collect its garbage.')), LIMIT_MS);
  socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  socket.onmessage = () => resolve();
  socket.onerror = () => reject(new Error('The process cannot be inspected.'));
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}
