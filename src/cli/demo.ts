import { PageNotBuiltError } from '../sandbox/page/page-not-built-error.ts';
import { type Page, startPage } from '../sandbox/page/start.ts';
import { SCENARIOS } from '../sandbox/scenarios/list.ts';
import { askOnStage } from './demo/ask-on-stage.ts';
import { portOf } from './demo/port.ts';
import { openStage, type Stage } from './demo/stage.ts';
import { talk } from './demo/talk.ts';
import { EXIT } from './exit-status.ts';
import type { CommandResult, Terminal } from './terminal.ts';

/** As `manifest.yml` declares it. */
const SHORTCUT = { callbackId: 'diagnose_message', name: 'Diagnose AWS error' };

export interface DemoOptions {
  /** Types this, prints the thread as it ends up, and exits. */
  readonly once?: string;
  /** Where the page is served; any free port unless given. */
  readonly port?: string;
}

/** `demo`: the bot in the sandbox, in a browser and at the terminal. */
export async function demo({ once: text, port: wanted }: DemoOptions, terminal: Terminal): CommandResult {
  const port = portOf(wanted);
  if (text === undefined) terminal.say('Starting the sandbox and the bot…');
  const stage = await openStage(terminal.env);
  try {
    if (text === undefined) await talkBesideThePage(stage, port, terminal);
    else await terminal.print(`${await askOnStage(stage, text)}\n`);
    return EXIT.done;
  } finally {
    await stage.close();
  }
}

async function talkBesideThePage(stage: Stage, port: number, terminal: Terminal): Promise<void> {
  const page = await openPage(stage, port, terminal);
  try {
    if (page !== null) await terminal.print(`Open ${page.url} in a browser.\n\n`);
    await talk(stage, terminal);
  } finally {
    await page?.close();
  }
}

/** Null where this build has no page: the conversation at the terminal needs none. */
async function openPage(stage: Stage, port: number, terminal: Terminal): Promise<Page | null> {
  try {
    return await startPage({
      slack: stage.slack,
      world: stage.world,
      scenarios: SCENARIOS,
      shortcut: SHORTCUT,
      trouble: () => stage.bot.exit(),
      port,
    });
  } catch (error) {
    if (!(error instanceof PageNotBuiltError)) throw error;
    terminal.say(error.message);
    return null;
  }
}
