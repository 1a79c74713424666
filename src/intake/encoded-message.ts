import type { Symptom } from '../checker/vocabulary/symptom.ts';
import { type ErrorText, readErrorText } from './error-text.ts';

/** The most that STS decodes. Source: STS, DecodeAuthorizationMessage. */
const LONGEST = 10_240;
/** A terminal's line end may cut it; what follows on a line of its own is then as long as a line. */
const ENCODED = /Encoded authorization failure message:\s?([\w-]{20,}(?:\n[\w-]{20,})*)/;

/** Whether the text says that AWS encoded why it refused, as EC2 does. */
export function isReasonEncoded({ flat }: ErrorText): boolean {
  return /Encoded authorization failure message/i.test(flat);
}

/**
 * The symptom with the encoded message that the text holds, for those who may have it decoded. It tells about policies, so it is no part of what
 * is read from every text, and is kept no longer than until it has been decoded.
 */
export function withEncodedMessage(symptom: Symptom, text: string): Symptom {
  if (symptom.isEncoded !== true) return symptom;
  const encodedMessage = ENCODED.exec(readErrorText(text).lines)?.[1]?.replaceAll('\n', '') ?? '';
  return encodedMessage === '' || encodedMessage.length > LONGEST ? symptom : { ...symptom, encodedMessage };
}

/** The symptom without it. */
export function withoutEncodedMessage(symptom: Symptom): Symptom {
  const { encodedMessage: _, ...rest } = symptom;
  return rest;
}
