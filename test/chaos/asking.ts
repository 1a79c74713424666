import { setTimeout as pause } from 'node:timers/promises';
import { SCENARIOS } from '../../src/sandbox/scenarios/list.ts';
import type { Delivered } from '../../src/sandbox/slack/delivery/outbox.ts';
import type { GestureOutcome } from '../../src/sandbox/slack/people/outcome.ts';
import type { SandboxUser } from '../../src/sandbox/slack/people/user.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { questionId } from '../../src/slack/question-id.ts';
import type { Dice } from './dice.ts';
import { OUTSIDE, ROOM_NAMES, type Stage } from './stage.ts';

/** A question that somebody asked, under the id that its answer carries. */
export interface Asked {
  readonly kind: 'command' | 'mention' | 'direct-message' | 'shortcut' | 'check-again';
  readonly id: string;
  readonly user: string;
  readonly channel: string;
  /** The bot may not speak there: the answer is for the person alone. */
  readonly isOutside: boolean;
  /** What Slack said to a gesture that it makes once; null for events, which it delivers again. */
  readonly gesture: 'taken' | 'failed' | null;
}

const ERROR =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
/** But for the one that takes eight seconds: a process here lives no longer than that. */
const TARGETS = SCENARIOS.filter(({ id }) => id !== 'role-stalled').map(({ prompt }) =>
  prompt.replace('/irsa check ', ''),
);

/** Asks until `count` questions of every kind are not refused, within about `spreadMs` milliseconds, and has some events delivered twice. */
export async function askQuestions(
  { slack }: Pick<Stage, 'slack'>,
  { count, spreadMs, dice }: { readonly count: number; readonly spreadMs: number; readonly dice: Dice },
): Promise<readonly Asked[]> {
  const { teamId } = slack.workspace.app;
  const typed = new Set<string>();
  const people = slack.workspace.directory.people().map(({ name }) => name) as [string, ...string[]];

  const delivered = (fits: (payload: Delivered['payload']) => boolean): Delivered['payload'] => {
    const found = slack.deliveries.find(({ payload }) => fits(payload));
    if (found === undefined) throw new Error('Slack delivered nothing of the kind');
    return found.payload;
  };

  const command = async (user: SandboxUser, channel: string, isOutside: boolean): Promise<Asked | null> => {
    const words = `check ${dice.pick(TARGETS as [string, ...string[]])}`;
    // Found again by its words, its place and its person, so these are not used twice.
    if (typed.has(`${channel} ${user.name} ${words}`)) return null;
    typed.add(`${channel} ${user.name} ${words}`);
    const outcome = await user.type(channel, `/irsa ${words}`);
    const channelId = slack.channel(channel).id;
    const payload = delivered(
      (one) => one.text === words && one.channel_id === channelId && one.user_id === user.id,
    );
    const isTaken = outcome.ok && outcome.answer === null;
    const id = questionId.ofCommand(teamId, String(payload.trigger_id));
    const gesture = isTaken ? 'taken' : 'failed';
    return { kind: 'command', id, user: user.id, channel: channelId, isOutside, gesture };
  };

  const message = (user: SandboxUser, kind: 'mention' | 'direct-message', said: ChannelMessage): Asked => {
    if (dice.isBelow(0.3)) void redeliver(said);
    const id = questionId.ofMessage(teamId, said.channel, said.ts);
    return { kind, id, user: user.id, channel: said.channel, isOutside: false, gesture: null };
  };
  const redeliver = async (said: ChannelMessage): Promise<void> => {
    await pause(dice.between(50, 3_000));
    const first = slack.deliveries.find(({ payload }) => isAbout(payload, said));
    if (first?.eventId) await slack.redeliver(first.eventId);
  };

  const shortcut = async (user: SandboxUser, channel: string, isOutside: boolean): Promise<Asked> => {
    const [target = ''] = dice.pick(TARGETS as [string, ...string[]]).split(' ');
    const [namespace, serviceAccount] = target.split('/');
    const alert = user.say(channel, `namespace=${namespace} serviceaccount=${serviceAccount} ${ERROR}`);
    const outcome = await user.messageShortcut(alert, 'diagnose_message');
    const payload = delivered((one) => one.type === 'message_action' && one.message_ts === alert.ts);
    const id = questionId.ofShortcut(teamId, String(payload.trigger_id));
    return {
      kind: 'shortcut',
      id,
      user: user.id,
      channel: alert.channel,
      isOutside,
      gesture: gestureOf(outcome),
    };
  };

  const checkAgain = async (user: SandboxUser): Promise<Asked | null> => {
    const answers = ROOM_NAMES.flatMap((room) => slack.channelMessages(room)).filter(
      (one) => JSON.stringify(one.blocks ?? []).includes('"check_again"') && !typed.has(one.ts),
    );
    const [first, ...rest] = answers;
    if (first === undefined) return null;
    const answer = dice.pick([first, ...rest]);
    typed.add(answer.ts);
    const outcome = await user.clickButton(answer, 'check_again');
    const payload = delivered(
      (one) => one.type === 'block_actions' && Reflect.get(Object(one.container), 'message_ts') === answer.ts,
    );
    const [action] = Array.isArray(payload.actions) ? payload.actions : [];
    const actionTs = String(Reflect.get(Object(action), 'action_ts'));
    const id = questionId.ofClick(teamId, answer.channel, answer.ts, actionTs);
    return {
      kind: 'check-again',
      id,
      user: user.id,
      channel: answer.channel,
      isOutside: false,
      gesture: gestureOf(outcome),
    };
  };

  const askOne = (): Promise<Asked | null> => {
    const user = slack.user(dice.pick(people));
    const room = dice.pick(ROOM_NAMES as [string, ...string[]]);
    const outside = dice.pick(OUTSIDE as unknown as [{ name: string }, ...{ name: string }[]]).name;
    const words = dice.pick(TARGETS as [string, ...string[]]);
    const roll = dice.between(0, 100);
    if (roll < 35) return command(user, room, false);
    if (roll < 40) return command(user, outside, true);
    if (roll < 60) return Promise.resolve(message(user, 'mention', user.say(room, `@irsa check ${words}`)));
    if (roll < 66) return Promise.resolve(message(user, 'mention', user.say(room, `@irsa ${ERROR}`)));
    if (roll < 72) {
      const alert = user.say(room, 'pods are failing');
      const said = user.say(room, `@irsa ${words}`, { threadTs: alert.ts });
      return Promise.resolve(message(user, 'mention', said));
    }
    if (roll < 82)
      return Promise.resolve(message(user, 'direct-message', user.directMessage(`check ${words}`)));
    if (roll < 90) return shortcut(user, room, false);
    if (roll < 93) return shortcut(user, outside, true);
    return checkAgain(user);
  };

  const pauseMs = spreadMs / count;
  const everything: Promise<Asked | null>[] = [];
  const undecided = new Set<Promise<Asked | null>>();
  let standing = 0;
  const askAnother = (): void => {
    const one = askOne();
    everything.push(one);
    standing += 1;
    undecided.add(one);
    void one.then((outcome) => {
      undecided.delete(one);
      // Whoever is refused asks again.
      if (outcome === null || outcome.gesture === 'failed') standing -= 1;
    });
  };
  const deadline = performance.now() + 2 * spreadMs;
  while ((standing < count || undecided.size > 0) && performance.now() < deadline) {
    if (standing < count) askAnother();
    await pause(dice.between(0, pauseMs * 2));
  }
  return (await Promise.all(everything)).filter((one) => one !== null);
}

/** Whether an event's payload is about this message. */
export function isAbout(
  payload: Delivered['payload'],
  said: { readonly channel: string; readonly ts: string },
): boolean {
  const event = Object(payload.event);
  return event.ts === said.ts && event.channel === said.channel;
}

function gestureOf(outcome: GestureOutcome): 'taken' | 'failed' {
  return outcome.ok ? 'taken' : 'failed';
}
