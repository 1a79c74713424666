/** Slack did not take an answer through a response_url, and would not take it a second time. */
export class ResponseRefusedError extends Error {
  /** Slack's word for why. */
  readonly reason: string;

  constructor(reason: string) {
    super(`Slack refused the answer through response_url: ${reason}`);
    this.name = 'ResponseRefusedError';
    this.reason = reason;
  }
}
