import type { ExitStatus } from './exit-status.ts';

/** What a command works with: where results and progress go, and the environment. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results, to stdout. Resolves when it is written, so that a slow reader loses nothing. */
  readonly print: (text: string) => Promise<void>;
  /** Progress and complaints, to stderr. */
  readonly say: (line: string) => void;
  readonly hasColor: boolean;
  /** Columns; undefined where stdout is not a terminal. */
  readonly width: number | undefined;
}

export type CommandResult = Promise<ExitStatus>;

/** The process's own terminal. Colour only on a terminal, and never with NO_COLOR. */
export function openTerminal(env: Terminal['env']): Terminal {
  return {
    env,
    print: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    say: (line) => process.stderr.write(`${line}\n`),
    hasColor: process.stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
    width: process.stdout.isTTY === true ? process.stdout.columns : undefined,
  };
}
