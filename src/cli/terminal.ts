import type { ExitStatus } from './exit-status.ts';

/** What a command works with: where results and progress go, and the environment. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Results, to stdout. Resolves when it is written, so that a slow reader loses nothing: to false where the reader has gone (`| head -1`), which
   * is no failure, but whoever has more to print may stop. Rejects where nothing can be written, as on a full disk.
   */
  readonly print: (text: string) => Promise<boolean>;
  /** Progress and complaints, to stderr. */
  readonly say: (line: string) => void;
  readonly hasColor: boolean;
  /** Columns; undefined where stdout is not a terminal, or one that does not tell. */
  readonly width: number | undefined;
}

export type CommandResult = Promise<ExitStatus>;

/** The process's own terminal. Colour only on a terminal, and never with NO_COLOR. */
export function openTerminal(env: Terminal['env']): Terminal {
  const { stdout, stderr } = process;
  // Without a listener the first write after the reader has gone would end the process with a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return {
    env,
    print: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => {
          if (!error) resolve(true);
          else if (isReaderGone(error)) resolve(false);
          else reject(new Error(`The result cannot be written to standard output: ${error.message}.`));
        });
      }),
    say: (line) => stderr.write(`${line}\n`),
    hasColor: stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    // A terminal that does not know its own size says 0.
    width: (stdout.isTTY === true && stdout.columns) || undefined,
  };
}

function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
