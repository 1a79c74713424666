import type { AlertBlock, KnownBlock, ModalView } from '@slack/types';
import type { Fix } from '../../checker/vocabulary/fix.ts';
import type { Target } from '../../checker/vocabulary/target.ts';
import { proofSentence } from '../proof-sentence.ts';
import { actions, alert, context, section } from './blocks.ts';
import { sendFileButton } from './buttons.ts';
import { code, prose } from './escape.ts';
import { boxes, policyInput } from './fix-view-blocks.ts';
import type { Form } from './form.ts';
import { fitted, fittedLines, LIMITS } from './limits.ts';
import { modal } from './modal.ts';
import { targetCode } from './target-code.ts';

const SENTENCE = 600;
const REFERENCE = 100;

export interface FixViewContext {
  readonly target: Omit<Target, 'pod'>;
  /** Short id that also stands in the logs. */
  readonly reference: string;
  /** Under which Slack reports that the dialog was closed with its button. */
  readonly callbackId: string;
  /** Under which the document can be had as a file in the thread; left out where it cannot, or was. */
  readonly fileValue?: string;
  /** What became of something that was asked for in the dialog. */
  readonly notice?: string;
  readonly form: Form;
}

/** A fix to copy: the corrected policy in full, the commands, what changes, and the proof. Nothing in it is cut that people paste. */
export function renderFixView(
  fix: Fix,
  { target, reference, callbackId, fileValue, notice, form }: FixViewContext,
): ModalView {
  const input = policyInput(fix);
  const proof = form === 'newest' ? proofAlert(fix) : null;
  return modal(fix.kind === 'trust-policy' ? 'Corrected trust policy' : 'The fix', {
    callbackId,
    blocks: [
      section(introduction(proof === null ? fix : { ...fix, proof: null }, target)),
      ...(proof === null ? [] : [proof]),
      ...(notice === undefined ? [] : [noticeBlock(notice, form)]),
      ...boxes(fix),
      ...(fileValue === undefined || fix.document === null ? [] : [actions([sendFileButton(fileValue)])]),
      ...(input === null ? [] : [input]),
      context([`Nothing changes until you run it. Reference ${fitted(reference, REFERENCE, code)}`]),
    ],
    ...(input === null ? {} : { submit: 'Done' }),
  });
}

/** Null where there is nothing to say of a proof, or more than an alert takes. */
function proofAlert({ proof }: Fix): AlertBlock | null {
  const line = proof === null ? '' : prose(proofSentence(proof));
  if (proof === null || line.length > LIMITS.alert) return null;
  return alert(line, proof.after === 'allowed' ? 'success' : 'warning');
}

function noticeBlock(notice: string, form: Form): KnownBlock {
  const line = fitted(notice, SENTENCE, prose);
  return form === 'newest' && line.length <= LIMITS.alert ? alert(line, 'info') : section(line);
}

function introduction(fix: Fix, target: Omit<Target, 'pod'>): string {
  const lines = [
    fitted(fix.title, SENTENCE, prose),
    ...(fix.proof === null ? [] : [`✓ ${fitted(proofSentence(fix.proof), SENTENCE, prose)}`]),
    `For ${targetCode(target)}`,
    ...fix.notes.map((note) => `• ${fitted(note, SENTENCE, prose)}`),
  ];
  return fittedLines(lines, LIMITS.text);
}

/** For a button whose answer is no longer kept: nothing old is shown, since the policy may have changed meanwhile. */
export function renderOutdatedView(): ModalView {
  const sentence =
    'This answer is too old: what it rests on is no longer kept, and the role may have changed since.';
  const advice =
    'Close this and press *Check again* under the answer, or write `/irsa check namespace/serviceaccount`.';
  return modal('Outdated answer', { blocks: [section(`${sentence}\n${advice}`)] });
}
