import { askOnStage } from './demo/ask-on-stage.ts';
import { openStage } from './demo/stage.ts';
import { talk } from './demo/talk.ts';
import { EXIT } from './exit-status.ts';
import type { CommandResult, Terminal } from './terminal.ts';

export interface DemoOptions {
  /** Types this, prints the thread as it ends up, and exits. */
  readonly once?: string;
}

/** `demo`: the bot in the sandbox. */
export async function demo({ once: text }: DemoOptions, terminal: Terminal): CommandResult {
  if (text === undefined) terminal.say('Starting the sandbox and the bot…');
  const stage = await openStage(terminal.env);
  try {
    if (text === undefined) await talk(stage, terminal);
    else await terminal.print(`${await askOnStage(stage, text)}\n`);
    return EXIT.done;
  } finally {
    await stage.close();
  }
}
