import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { withinTime } from './within-time.ts';

const startMs = 5_000;
const stopMs = 2_000;

/** A Redis server of our own on this machine, which keeps nothing. */
export interface LocalRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Stops the server. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts `program`, a `redis-server`, on the loopback address. It stops with this process at the latest.
 *
 * @param port a free one where none is given
 */
export async function startLocalRedis(program: string, port?: number): Promise<LocalRedis> {
  const chosen = port ?? (await freePort());
  const quiet = ['--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  const server = spawn(program, ['--bind', '127.0.0.1', '--port', String(chosen), ...quiet], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  try {
    await withinTime(startMs, () => ready(server));
  } catch (cause) {
    kill();
    process.off('exit', kill);
    throw new Error(`${program} did not start on port ${chosen}.`, { cause });
  }

  let closed: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const exited = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : null;
    if (exited) {
      server.kill('SIGTERM');
      await withinTime(stopMs, () => exited).catch(() => {
        kill();
        return exited;
      });
    }
    process.off('exit', kill);
  }
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    pid: server.pid ?? 0,
    close: () => {
      closed ??= stop();
      return closed;
    },
  };
}

/** Redis takes no port 0 to mean a free one, so one is looked for; somebody may take it in between, which is then an error. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('No free port on the loopback address.');
  return address.port;
}

/** The rest of what the server prints is read and dropped, or it would stop at a full pipe. */
async function ready(server: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.once('exit', (code) => reject(new Error(`exited with status ${code}`)));
  if (server.stdout) {
    createInterface(server.stdout).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
  }
  await promise;
}
