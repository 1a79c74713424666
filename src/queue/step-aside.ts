import { TryLater } from './try-later.ts';

/** What a question may have to wait its turn for. */
export type Crowded = 'cluster' | 'channel';

/**
 * Thrown by a processor for a question whose turn it is not yet, so that it does not hold up others. It comes back after `afterMs`, and this
 * attempt does not count. Nothing may be under way to Slack, and whatever was posted has to be remembered: no later attempt looks for it.
 */
export class StepAside extends TryLater {
  override readonly name = 'StepAside';
  readonly why: Crowded;
  override readonly afterMs: number;

  constructor(why: Crowded, afterMs: number) {
    super(`waits its turn: the ${why} is busy`, { afterMs });
    this.why = why;
    this.afterMs = afterMs;
  }
}
