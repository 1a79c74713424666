import type { Stage } from './stage.ts';

const ANSWER_LIMIT_MS = 60_000;
export const CHANNEL = 'oncall';

/**
 * Types a text as a user would, waits until the bot has answered, and returns what then stands there: a command or a mention in the channel,
 * anything else as a direct message to the bot.
 */
export async function askOnStage({ slack, bot }: Stage, text: string): Promise<string> {
  const user = slack.user();
  const channel = /^\s*(\/|@irsa\b)/.test(text) ? CHANNEL : user.id;
  const before = {
    answered: countAnswers(bot.events),
    messages: slack.channelMessages(channel).length,
    whispers: slack.ephemeralsOf(user.id).length,
  };
  if (text.trimStart().startsWith('/')) {
    const outcome = await user.type(channel, text);
    if (!outcome.ok) return outcome.shown;
    // Help and mistakes are answered with the acknowledgement, to the person alone.
    if (outcome.answer !== null)
      return slack.renderThread(slack.ephemeralsOf(user.id).slice(before.whispers));
  } else {
    user.say(channel, text);
  }
  await slack.waitFor(
    () => bot.exit() !== null || countAnswers(bot.events) > before.answered,
    ANSWER_LIMIT_MS,
  );
  const exit = bot.exit();
  if (exit !== null) throw new Error(exit);
  await slack.settled();
  const shown = [
    ...slack.channelMessages(channel).slice(before.messages),
    ...slack.ephemeralsOf(user.id).slice(before.whispers),
  ];
  return slack.renderThread(shown);
}

function countAnswers(events: Stage['bot']['events']): number {
  return events.filter(({ event }) => event === 'answered' || event === 'given-up').length;
}
