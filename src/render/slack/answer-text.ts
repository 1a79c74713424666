import type { Diagnosis } from '../../checker/vocabulary/diagnosis.ts';
import { FIND_OUT } from '../find-out.ts';
import { fixesInOrder } from '../fixes-in-order.ts';
import { leadingFinding } from '../leading-finding.ts';
import { proofSentence } from '../proof-sentence.ts';
import { code, codeBlock, prose } from './escape.ts';
import { findOutLine } from './find-out-line.ts';
import { fitted, LIMITS } from './limits.ts';
import { targetCode } from './target-code.ts';
import { verdictLine } from './verdict-line.ts';

const SENTENCE = 600;
const VALUE = 350;

/**
 * The whole answer without blocks: verdict, cause, expected, found, fix and reference, and the command that mends it where it fits uncut. At most
 * 3,900 characters.
 */
export function answerText(diagnosis: Diagnosis, reference: string): string {
  const finding = leadingFinding(diagnosis);
  const [leading] = fixesInOrder(diagnosis);
  const lines = [
    verdictLine(diagnosis.verdict, targetCode(diagnosis.target)),
    fitted(diagnosis.summary, SENTENCE, prose),
    ...(finding?.expected == null ? [] : [`Expected: ${fitted(finding.expected, VALUE, code)}`]),
    ...(finding?.actual == null ? [] : [`Found: ${fitted(finding.actual, VALUE, code)}`]),
    ...(leading === undefined ? [] : [`Fix: ${fitted(leading.fix.title, SENTENCE, prose)}`]),
    ...(leading?.fix.proof == null ? [] : [fitted(proofSentence(leading.fix.proof), SENTENCE, prose)]),
    ...findOutLine(diagnosis, FIND_OUT),
    `Reference: ${fitted(reference, 100, code)}`,
  ];
  const text = lines.join('\n');
  const command = leading?.fix.commands[0]?.text;
  const withCommand =
    command === undefined || command.includes('`') ? text : `${text}\n${codeBlock(command)}`;
  return withCommand.length <= LIMITS.messageText ? withCommand : text;
}
