import { isWire, textOrNull } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { mrkdwn, plainText } from './mrkdwn.ts';
import type { Tree } from './tree.ts';

/** A text object of either kind; nothing where there is none. */
export function textObject(value: unknown, names: Names): readonly Tree[] {
  if (!isWire(value)) return [];
  const text = textOrNull(value.text) ?? '';
  return value.type === 'mrkdwn'
    ? mrkdwn(text, names, value.verbatim === true)
    : plainText(text, value.emoji !== false);
}

/** Its words alone, for labels and titles; empty where there is none. */
export function wordsOf(value: unknown): string {
  return isWire(value) ? (textOrNull(value.text) ?? '') : '';
}
