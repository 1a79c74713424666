import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Question } from '../../queue/job.ts';
import { ACTIONS } from '../../render/slack/buttons.ts';
import { standingOf } from '../../render/what-changed.ts';
import { askByClick } from '../ask-by-click.ts';
import type { ButtonValue } from '../button-value.ts';
import type { Listening } from './listening.ts';

/** *Check again*: the same question, answered by a new message in the same thread, which says what changed. */
export function onCheckAgain(app: App, listening: Listening): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.checkAgain, (click) =>
    askByClick(
      listening,
      click,
      ({ job, result }) => ({
        question: job.question,
        parentTs: job.posted.parentTs,
        again: {
          askedBy: job.again?.askedBy ?? job.place.user,
          before: result?.diagnosis ? standingOf(result.diagnosis) : null,
        },
      }),
      questionInButton,
    ),
  );
}

/** An answer outlives what is kept of its question: then the service account is checked, and nothing is compared. */
function questionInButton({ cluster, namespace, serviceAccount }: ButtonValue): Question | null {
  if (namespace === undefined || serviceAccount === undefined) return null;
  const target = { cluster: cluster ?? null, namespace, serviceAccount, pod: null };
  return { kind: 'check', target, symptom: null };
}
