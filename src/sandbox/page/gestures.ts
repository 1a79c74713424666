import { z } from 'zod';
import type { StoredView } from '../slack/state/views.ts';
import type { Scene } from './scene.ts';

const words = z.string().max(40_000);
const id = z.string().min(1).max(255);

/** What somebody did on the page. */
const gestureShape = z.discriminatedUnion('gesture', [
  z.strictObject({ gesture: z.literal('say'), channel: id, text: words, thread: id.nullable() }),
  z.strictObject({
    gesture: z.literal('press'),
    surface: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('message'), channel: id, ts: id }),
      z.strictObject({ kind: z.literal('view'), id }),
    ]),
    block: z.string().max(255),
    action: id,
  }),
  z.strictObject({ gesture: z.literal('shortcut'), channel: id, ts: id }),
  z.strictObject({ gesture: z.literal('submit'), view: id, typed: z.record(id, words) }),
  z.strictObject({ gesture: z.literal('close'), view: id }),
  z.strictObject({ gesture: z.literal('home') }),
  z.strictObject({ gesture: z.literal('save-policy'), role: z.string().max(2048), document: words }),
  z.strictObject({ gesture: z.literal('reset-policy'), role: z.string().max(2048) }),
]);
export type Gesture = z.infer<typeof gestureShape>;

/** What comes of it at once; everything else is seen when it happens. */
export type Outcome =
  /** `ts` is the message that was said, null where none was; `fields` says by block id what a dialog does not take. */
  | { readonly ok: true; readonly ts: string | null }
  | { readonly ok: false; readonly problem: string; readonly fields?: Readonly<Record<string, string>> };

const DONE: Outcome = { ok: true, ts: null };
const GONE: Outcome = { ok: false, problem: 'This is not there any more: it has changed meanwhile.' };
const MEMBERSHIP = /^\/(invite|remove|kick)\s+@?(\S+)\s*$/;

/** Null for what is no gesture. */
export function parseGesture(body: unknown): Gesture | null {
  const parsed = gestureShape.safeParse(body);
  return parsed.success ? parsed.data : null;
}

/** Does what the person did, in the sandbox's Slack and AWS. */
export async function perform(gesture: Gesture, scene: Scene): Promise<Outcome> {
  const { slack, person, policies } = scene;
  switch (gesture.gesture) {
    case 'say':
      return say(gesture, scene);
    case 'press':
      return press(gesture, scene);
    case 'shortcut': {
      const message = slack.workspace.messages.find(gesture.channel, gesture.ts);
      if (message === null || scene.shortcut === null) return GONE;
      return taken(await person.messageShortcut(message, scene.shortcut.callbackId), scene.shortcut.name);
    }
    case 'submit': {
      const view = openView(gesture.view, scene);
      if (view === null) return GONE;
      const outcome = await person.submitView(view, gesture.typed);
      if (outcome.ok) return DONE;
      if (outcome.error === 'errors') return { ok: false, problem: '', fields: outcome.errors };
      return taken(outcome, 'The dialog');
    }
    case 'close': {
      const view = openView(gesture.view, scene);
      return view === null ? DONE : taken(await person.closeView(view), 'The dialog');
    }
    case 'home':
      person.openHome();
      return DONE;
    case 'save-policy': {
      const saved = policies.save(gesture.role, gesture.document);
      return saved.ok ? DONE : saved;
    }
    case 'reset-policy': {
      const reset = policies.reset(gesture.role);
      return reset.ok ? DONE : reset;
    }
  }
}

async function say(
  { channel: place, text, thread }: Extract<Gesture, { gesture: 'say' }>,
  { slack, person }: Scene,
): Promise<Outcome> {
  const { directory, app } = slack.workspace;
  const channel = directory.channel(place);
  if (channel === null || !channel.members.includes(person.id)) return GONE;
  if (channel.isArchived)
    return { ok: false, problem: `#${channel.name} is archived: nobody can write there.` };
  const command = /^\/\S*/.exec(text.trim())?.[0];
  if (command === undefined) {
    return { ok: true, ts: person.say(channel.id, text, thread === null ? {} : { threadTs: thread }).ts };
  }
  if (thread !== null) {
    return {
      ok: false,
      problem: `${command} is not supported in threads: Slack has no commands there. Write @${app.botName} and the same words.`,
    };
  }
  const membership = MEMBERSHIP.exec(text.trim());
  if (membership !== null && membership[2] === app.botName && channel.kind !== 'im') {
    directory.setBotMembership(channel.id, membership[1] === 'invite');
    return DONE;
  }
  const outcome = await person.type(channel.id, text);
  return outcome.ok ? DONE : { ok: false, problem: outcome.shown };
}

async function press(
  { surface, block, action }: Extract<Gesture, { gesture: 'press' }>,
  scene: Scene,
): Promise<Outcome> {
  const { slack, person } = scene;
  const on =
    surface.kind === 'view'
      ? openView(surface.id, scene)
      : (slack.workspace.messages.find(surface.channel, surface.ts) ??
        slack.workspace.ephemerals.find(surface.ts));
  if (on === null) return GONE;
  return taken(await person.clickButton(on, action, block), 'The button');
}

function openView(id: string, { slack, person }: Scene): StoredView | null {
  const home = slack.homeOf(person.id);
  return slack.openViews(person.id).find((view) => view.id === id) ?? (home?.id === id ? home : null);
}

function taken(
  outcome: { readonly ok: true } | { readonly ok: false; readonly error: string },
  what: string,
): Outcome {
  if (outcome.ok) return DONE;
  return {
    ok: false,
    problem: `${what} did not work: the bot gave no answer (${outcome.error}). Try it again.`,
  };
}
