import { showAnswer } from '../answers.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { isWire } from '../state/wire.ts';
import { Arguments } from '../web-api/arguments.ts';
import { escapeEntities } from './composer.ts';
import { type NotTaken, notTaken } from './outcome.ts';
import { issueResponseUrl, type Scene, slashCommand } from './payloads.ts';

/** What a person sees right after a command. `shown` is Slackbot's line where something went wrong. */
export type CommandOutcome =
  /** The app took it; `answer` is the text that came with that, null where none did. */
  | { readonly ok: true; readonly answer: string | null }
  | {
      readonly ok: false;
      readonly error: NotTaken | 'invalid_command' | 'invalid_command_response';
      readonly shown: string;
    };

/** Types a slash command into a channel's composer. `commands` are those that the app has registered. */
export async function typeCommand(
  scene: Scene,
  outbox: Outbox,
  commands: readonly string[],
  channelId: string,
  typed: string,
): Promise<CommandOutcome> {
  const [command = '', text = ''] = typed.trim().split(/\s([\s\S]*)/);
  if (!commands.includes(command)) {
    return failed('invalid_command', `${command} is not a valid command.`);
  }
  const responseUrl = issueResponseUrl(scene, channelId, null);
  const payload = slashCommand(scene, channelId, command, escapeEntities(text.trim()), responseUrl);
  const receipt = await outbox.ask({ kind: 'slash_commands', payload });
  const error = notTaken(receipt);
  if (error !== null) return failed(error, `${command} failed with the error "${error}"`);
  if (receipt.outcome !== 'acknowledged' || receipt.body === null) return { ok: true, answer: null };

  const body = isWire(receipt.body) ? receipt.body : { text: String(receipt.body) };
  const place = { channel: channelId, user: scene.person.id, original: null };
  const shown = showAnswer(scene.workspace, place, new Arguments(body));
  if (!shown.ok) {
    return failed('invalid_command_response', `${command} failed with the error "invalid_command_response"`);
  }
  if (shown.original) scene.workspace.responseUrls.setOriginal(responseUrl.key, shown.original);
  return { ok: true, answer: typeof body.text === 'string' ? body.text : '' };
}

function failed(
  error: NotTaken | 'invalid_command' | 'invalid_command_response',
  shown: string,
): CommandOutcome {
  return { ok: false, error, shown };
}
