import type { Button } from '@slack/types';
import type { Candidate } from '../../checker/candidates.ts';
import type { Target } from '../../checker/vocabulary/target.ts';
import { plainText } from './blocks.ts';
import { LIMITS } from './limits.ts';

/** What the listeners are registered for. */
export const ACTIONS = {
  showFix: 'fix_show',
  openIam: 'open_iam',
  checkAgain: 'check_again',
  checkCandidate: 'check_candidate',
  sendFile: 'fix_file',
} as const;

/** Opens the dialog of a fix. The value is JSON: `job`, the question's id, and `fix`, an index into the diagnosis' fixes. */
export function showFixButton(
  job: string,
  { fix, isTrustPolicy, isLeading }: { fix: number; isTrustPolicy: boolean; isLeading: boolean },
): Button {
  return {
    type: 'button',
    action_id: ACTIONS.showFix,
    text: label(isTrustPolicy ? 'Get corrected policy' : 'Show the fix'),
    value: JSON.stringify({ job, fix }),
    ...(isLeading ? { style: 'primary' as const } : {}),
  };
}

export function openIamButton(url: string): Button {
  return { type: 'button', action_id: ACTIONS.openIam, text: label('Open in IAM'), url };
}

/**
 * Asks the same question anew. The value is JSON: `job`, the question's id, and where it was about a service account that one, for when the
 * question itself is no longer kept.
 */
export function checkAgainButton(job: string, target?: Omit<Target, 'pod'>): Button {
  return {
    type: 'button',
    action_id: ACTIONS.checkAgain,
    text: label('Check again'),
    value: JSON.stringify({ job, ...target }),
  };
}

/** Asks about one of several service accounts. The value is JSON: `job`, the question's id, and the candidate. Ids differ within a block. */
export function checkCandidateButton(
  job: string,
  { namespace, serviceAccount }: Candidate,
  index: number,
): Button {
  return {
    type: 'button',
    action_id: `${ACTIONS.checkCandidate}_${index}`,
    text: label(`${namespace}/${serviceAccount}`),
    value: JSON.stringify({ job, namespace, serviceAccount }),
  };
}

/** Puts a fix's document into the thread as a file. What stands behind it is the listener's. */
export function sendFileButton(value: string): Button {
  return {
    type: 'button',
    action_id: ACTIONS.sendFile,
    text: label('Send as a file to the thread'),
    value,
  };
}

function label(text: string) {
  return plainText(text, LIMITS.buttonText);
}
