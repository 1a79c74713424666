/** How one call of Slack's Web API ended. `refused` is Slack's own "no", `throttled` its rate limit. */
export interface SlackCallEnding {
  readonly outcome: 'ok' | 'refused' | 'throttled' | 'failed';
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** By which Slack knows the request. */
  readonly requestId: string | null;
}

/** Hears of what passes between the bot and Slack. Must not throw. */
export interface SlackObserver {
  /** A delivery of Slack's was acknowledged, `ms` milliseconds after it was there. */
  acknowledged(transport: 'http' | 'socket', ms: number): void;
  /** A call begins; `api` is `slack:` and the method. The answer is to be called once. */
  begin(api: string): (ending: SlackCallEnding) => void;
}
