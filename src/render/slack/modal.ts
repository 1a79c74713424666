import type { KnownBlock, ModalView } from '@slack/types';
import { plainText } from './blocks.ts';
import { LIMITS } from './limits.ts';

export interface ModalParts {
  readonly blocks: readonly KnownBlock[];
  /** Under which Slack reports that the dialog was submitted. */
  readonly callbackId?: string;
  /** Text of the button on the right; Slack requires one in a dialog that holds an input. */
  readonly submit?: string;
}

/** A dialog. Title and buttons are cut to 24 characters. */
export function modal(title: string, { blocks, callbackId, submit }: ModalParts): ModalView {
  return {
    type: 'modal',
    title: plainText(title, LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    ...(submit === undefined ? {} : { submit: plainText(submit, LIMITS.viewTitle) }),
    ...(callbackId === undefined ? {} : { callback_id: callbackId }),
    blocks: [...blocks],
  };
}
