import type { Outbox } from '../delivery/outbox.ts';
import { announceHomeOpened } from '../events.ts';
import type { Channel } from '../state/directory.ts';
import type { Ephemeral } from '../state/ephemerals.ts';
import type { ChannelMessage } from '../state/messages.ts';
import type { StoredView } from '../state/views.ts';
import type { Wire } from '../state/wire.ts';
import { compose } from './composer.ts';
import { findButton } from './controls.ts';
import { type GestureOutcome, gestureOutcome } from './outcome.ts';
import { blockActions, messageAction, type Scene, type Surface, viewClosed } from './payloads.ts';
import { type CommandOutcome, typeCommand } from './slash-command.ts';
import { type SubmitOutcome, submitView } from './submit-view.ts';

export interface SayOptions {
  /** The ts of a parent or of a reply: says it in that thread. */
  readonly threadTs?: string;
  /** The text stands in the message exactly as given: what an alerting bot or an odd client sends. */
  readonly isRaw?: boolean;
  /** Fields that such a message carries besides. */
  readonly attachments?: readonly Wire[];
}

/** What a person does in Slack. Channels are named by id or name. */
export class SandboxUser {
  readonly #scene: Scene;
  readonly #outbox: Outbox;
  readonly #commands: readonly string[];

  constructor(scene: Scene, outbox: Outbox, commands: readonly string[]) {
    this.#scene = scene;
    this.#outbox = outbox;
    this.#commands = commands;
  }

  get id(): string {
    return this.#scene.person.id;
  }

  get name(): string {
    return this.#scene.person.name;
  }

  /** Types a slash command into the channel (Slack takes none in a thread). Resolves when the app has acknowledged, or 3 s later. */
  type(channel: string, text: string): Promise<CommandOutcome> {
    return typeCommand(this.#scene, this.#outbox, this.#commands, this.#channel(channel).id, text);
  }

  /** Says something in a channel or thread. The app hears of it in the background; `@irsa` becomes a mention. */
  say(channel: string, text: string, options: SayOptions = {}): ChannelMessage {
    const { workspace } = this.#scene;
    const { text: shown, elements } = compose(text, workspace.directory);
    const channelId = this.#channel(channel).id;
    const { threadTs } = options;
    const parent =
      threadTs === undefined ? null : (workspace.messages.find(channelId, threadTs)?.thread_ts ?? threadTs);
    const rich = [{ type: 'rich_text', block_id: workspace.ids.next('b'), elements }];
    return workspace.messages.post({
      channel: channelId,
      user: this.id,
      ...(options.isRaw ? { text } : { text: shown, blocks: rich }),
      ...(parent === null ? {} : { thread_ts: parent }),
      ...(options.attachments ? { attachments: options.attachments } : {}),
    });
  }

  /** Says something to the bot alone. */
  directMessage(text: string, options: SayOptions = {}): ChannelMessage {
    return this.say(this.id, text, options);
  }

  /** Presses the button with this action id, or with these words on it, in any block or in this one. Throws where there is none. */
  async clickButton(
    on: ChannelMessage | Ephemeral | StoredView,
    button: string,
    inBlock?: string,
  ): Promise<GestureOutcome> {
    const surface = this.#surface(on);
    const blocks = surface.kind === 'view' ? surface.view.blocks : surface.message.blocks;
    const control = findButton(Array.isArray(blocks) ? blocks : [], button, inBlock);
    const payload = blockActions(this.#scene, surface, control);
    return gestureOutcome(await this.#outbox.ask({ kind: 'interactive', payload }));
  }

  /** Chooses the app's shortcut from a message's menu. */
  async messageShortcut(message: ChannelMessage, callbackId: string): Promise<GestureOutcome> {
    const payload = messageAction(this.#scene, message, callbackId);
    return gestureOutcome(await this.#outbox.ask({ kind: 'interactive', payload }));
  }

  /** Presses a dialog's submit button. `typed` is what stands in its inputs, by action id or block id. */
  submitView(view: StoredView, typed: Readonly<Record<string, string>> = {}): Promise<SubmitOutcome> {
    return submitView(this.#scene, this.#outbox, view, typed);
  }

  /** Closes a dialog. The app hears of it only where the dialog asked for that. */
  async closeView(view: StoredView): Promise<GestureOutcome> {
    this.#scene.workspace.views.close(this.id, view.id);
    if (view.notify_on_close !== true) return { ok: true };
    const payload = viewClosed(this.#scene, view, false);
    return gestureOutcome(await this.#outbox.ask({ kind: 'interactive', payload }));
  }

  /** Looks at the app's home tab. */
  openHome(): void {
    announceHomeOpened(this.#scene.workspace, this.#outbox, this.id);
  }

  #channel(reference: string): Channel {
    const channel = this.#scene.workspace.directory.channel(reference);
    if (!channel) throw new Error(`There is no channel ${reference} in the sandbox`);
    return channel;
  }

  /** What stands there now, since a person presses a button of the message as it is, not as it was. */
  #surface(on: ChannelMessage | Ephemeral | StoredView): Surface {
    const { messages, ephemerals, views } = this.#scene.workspace;
    if ('hash' in on) return { kind: 'view', view: views.find({ id: on.id })?.view ?? on };
    const message = messages.find(on.channel, on.ts);
    if (message) return { kind: 'message', message };
    const ephemeral = ephemerals.find(on.ts);
    if (ephemeral) return { kind: 'ephemeral', message: ephemeral };
    throw new Error(`The message ${on.ts} is not there any more`);
  }
}
