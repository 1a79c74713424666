import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Question } from '../../queue/job.ts';
import { ACTIONS } from '../../render/slack/buttons.ts';
import { askByClick } from '../ask-by-click.ts';
import type { parseButtonValue } from '../button-value.ts';
import type { Listening } from './listening.ts';

/** One of several service accounts that an error may be about: checked by a new message in the same thread. */
export function onCheckCandidate(app: App, listening: Listening): void {
  app.action<BlockAction<ButtonAction>>(new RegExp(`^${ACTIONS.checkCandidate}_\\d+$`), (click) =>
    askByClick(listening, click, ({ job }, value) => {
      const question = questionAbout(job.question, value);
      return question === null ? null : { question };
    }),
  );
}

function questionAbout(
  earlier: Question,
  { namespace, serviceAccount }: NonNullable<ReturnType<typeof parseButtonValue>>,
): Question | null {
  if (earlier.kind !== 'explain' || namespace === undefined || serviceAccount === undefined) return null;
  const target = { cluster: earlier.where?.cluster ?? null, namespace, serviceAccount, pod: null };
  return { kind: 'check', target, symptom: earlier.symptom };
}
