import type { App } from '@slack/bolt';
import { flattenSlackMessage } from '../../intake/flatten-message.ts';
import type { Question } from '../../queue/job.ts';
import { askInThread } from '../ask-in-thread.ts';
import { questionId, referenceOf } from '../question-id.ts';
import { readThreadStart, type ThreadStart } from '../read-thread.ts';
import { completedBy, understand, understandError } from '../understand.ts';
import type { Listening } from './listening.ts';

const NOTHING_ABOVE =
  'I read the first message of this thread and found no AWS identity error in it: paste the error after my name, or write `check namespace/serviceaccount`.';

/** `@irsa …` with a command's words or with an error, in a channel or a thread; alone in a thread it means the thread's first message. */
export function onMention(app: App, listening: Listening): void {
  app.event('app_mention', async ({ event, context, client }) => {
    // Another app's message: answering it could start a conversation between robots.
    if (event.bot_id !== undefined) return;
    const { channel, ts, thread_ts: thread = null } = event;
    const reference = referenceOf(questionId.ofMessage(context.teamId ?? '', channel, ts));
    const words = withoutMention(flattenSlackMessage(event), context.botUserId);
    const understood = understand(words);
    const above =
      thread !== null && (words === '' || understood.kind === 'explain')
        ? await readThreadStart(client, { channel, threadTs: thread, reference }, listening.log)
        : null;
    await askInThread(listening, client, {
      question: above === null ? understood : withAbove(words, understood, above),
      text: words === '' && above?.isRead ? above.text : words,
      channel,
      ts,
      threadTs: thread ?? ts,
      user: event.user ?? 'unknown',
      via: 'mention',
      teamId: context.teamId ?? null,
      enterpriseId: context.enterpriseId ?? null,
      retry: context.retryNum ?? 0,
    });
  });
}

/** The bot's name alone in a thread means what the thread begins with; an error there may lack what the thread's first message tells. */
function withAbove(words: string, understood: Question, above: ThreadStart): Question {
  if (words !== '') return above.isRead ? completedBy(understood, above.text) : understood;
  if (!above.isRead) return { kind: 'invalid', message: above.sentence };
  const question = understandError(above.text);
  return question.kind === 'invalid' ? { kind: 'invalid', message: NOTHING_ABOVE } : question;
}

/** Takes the bot's own mention out of a flattened message, where it stands as `@U…`; other people's mentions stay what they are. */
export function withoutMention(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text.replace(/^\s*@[UW][A-Z0-9]+\b/, '').trim();
  return text.replaceAll(new RegExp(`@${botUserId}\\b`, 'g'), ' ').trim();
}
