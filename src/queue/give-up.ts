/**
 * Thrown by a processor that knows that no other attempt can succeed. The question is given up at once, with this error's message as
 * the reason, however many attempts are left.
 */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}
