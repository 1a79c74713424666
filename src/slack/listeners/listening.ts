import type { SetUpLine } from '../../render/slack/home.ts';
import type { Asking } from '../ask.ts';
import type { Respond } from '../response-url.ts';

/** What listeners work with. `tellsSlackToRetry` is true over HTTP, where an event that could not be stored is delivered again. */
export interface Listening extends Asking {
  readonly tellsSlackToRetry: boolean;
  /** Tells one person something in answer to a command or a click. */
  readonly respond: Respond;
  /** How what the bot needs is. */
  readonly setUp: () => Promise<readonly SetUpLine[]>;
}
