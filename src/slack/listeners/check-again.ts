import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../render/slack/buttons.ts';
import { standingOf } from '../../render/what-changed.ts';
import { askByClick } from '../ask-by-click.ts';
import type { Listening } from './listening.ts';

/** *Check again*: the same question, answered by a new message in the same thread, which says what changed. */
export function onCheckAgain(app: App, listening: Listening): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.checkAgain, (click) =>
    askByClick(listening, click, ({ job, result }) => ({
      question: job.question,
      parentTs: job.posted.parentTs,
      again: {
        askedBy: job.again?.askedBy ?? job.place.user,
        before: result?.diagnosis ? standingOf(result.diagnosis) : null,
      },
    })),
  );
}
