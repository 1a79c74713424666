import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A Redis that keeps what it is given, as one in production does, and that can be stopped and started on the same port. */
export interface ChaosRedis {
  readonly url: string;
  /** How often it was stopped so far, in each way. */
  readonly stops: { readonly killed: number; readonly clean: number };
  stop(how: 'killed' | 'clean'): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts `program`, a `redis-server`, with its files in `directory`; with a password, which then stands in its address. */
export async function startChaosRedis(
  program: string,
  directory: string,
  password: string | null = null,
): Promise<ChaosRedis> {
  const port = await freePort();
  const stops = { killed: 0, clean: 0 };
  let server: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory];
    const keeping = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--daemonize', 'no'];
    const guarding = password === null ? [] : ['--requirepass', password];
    const child = spawn(program, [...place, ...keeping, ...guarding], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    server = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`redis-server ended with status ${code}`)));
      createInterface(child.stdout).on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve();
      });
    });
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };

  await start();
  return {
    url: `redis://${password === null ? '' : `:${password}@`}127.0.0.1:${port}`,
    stops,
    start,
    stop: async (how) => {
      stops[how] += 1;
      await end(how === 'killed' ? 'SIGKILL' : 'SIGTERM');
    },
    close: () => end('SIGKILL'),
  };
}

/** Redis takes no port 0 to mean a free one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
