/** The four things outside that the bot lives on. */
export const INTEGRATIONS = ['slack', 'queue', 'cluster', 'aws'] as const;
export type Integration = (typeof INTEGRATIONS)[number];

/**
 * How one thing that the bot needs is. `advice`: it works, and could be better. `denied`: whoever is asked answers, and refuses. `failed`:
 * no answer that can be used. `skipped`: it is not set up, or hangs on something that failed.
 */
export type ConditionState = 'ok' | 'advice' | 'denied' | 'failed' | 'skipped';

export interface Condition {
  readonly integration: Integration;
  /** What was tried, as a person says it: `list pods in cluster prod-eu`. */
  readonly subject: string;
  readonly state: ConditionState;
  /** One clause: what was found, or why it does not work. Empty where there is nothing to say. */
  readonly reason: string;
  /** One sentence that says what to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** Whether it stands in the way of answering. */
export function isBad({ state }: Pick<Condition, 'state'>): boolean {
  return state === 'denied' || state === 'failed';
}
