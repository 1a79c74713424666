import { actions, context, section } from './blocks.ts';
import { checkAgainButton } from './buttons.ts';
import { code, prose } from './escape.ts';
import { fitted } from './limits.ts';
import type { SlackMessage } from './message.ts';

const SENTENCE = 1_400;
const REFERENCE = 100;

export interface Failure {
  /** What happened, for a person. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next?: string;
  /** Short id that also stands in the logs. */
  readonly reference: string;
  /** The question's id, where it can be asked again by a button. */
  readonly jobId?: string;
}

/** Says that there is no answer, why, and what to do; never a bare "something went wrong". */
export function renderFailure({ sentence, next, reference, jobId }: Failure): SlackMessage {
  const lines = [sentence, next ?? '']
    .filter((line) => line.trim() !== '')
    .map((line) => fitted(line, SENTENCE, prose));
  const what = `⚠ ${lines.length === 0 ? 'There is no answer.' : lines.join('\n')}`;
  const where = `Reference ${fitted(reference, REFERENCE, code)}: whoever runs this bot finds it in its logs.`;
  return {
    text: `${what}\n${where}`,
    blocks: [
      section(what),
      ...(jobId === undefined ? [] : [actions([checkAgainButton(jobId)])]),
      context([where]),
    ],
  };
}
