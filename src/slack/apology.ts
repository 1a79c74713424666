import type { QuestionJob } from '../queue/job.ts';
import type { Attempt } from '../queue/ports.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { createDelivery, type Delivering } from './delivery.ts';
import { parentOf } from './parent-message.ts';
import { withIdentifiers } from './short-delivery.ts';

const SENTENCE = 'I tried several times and could not finish this check. Ask again in a few minutes.';
const LIMIT_MS = 60_000;

/** Tells the person that no answer will come, when the last attempt has failed. */
export function createApology(delivering: Delivering) {
  return async (id: string, job: QuestionJob, error: Error): Promise<void> => {
    const { log, settings } = delivering;
    log.error({ event: 'given-up', reference: job.reference, error: error.name, reason: error.message });
    // Nobody asked, and where nothing stands in the thread nobody waits.
    if (job.place.via === 'watch' && job.posted.answerTs === null) return;
    const attempt: Attempt = {
      id,
      job,
      number: 2,
      round: 0,
      isLast: true,
      confirm: async () => {},
      remember: async () => {},
      signal: AbortSignal.timeout(LIMIT_MS),
    };
    const delivery = withIdentifiers(createDelivery(attempt, delivering), settings);
    const message = renderFailure({ sentence: SENTENCE, reference: job.reference, jobId: id });
    await delivery.finish(message, parentOf(job, { diagnosis: null, summary: SENTENCE }));
  };
}
