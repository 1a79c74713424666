/** How one request to the outside ended. `throttled` is told apart, because the SDK then asks again by itself. */
export interface CallEnding {
  readonly outcome: 'ok' | 'absent' | 'denied' | 'throttled' | 'failed';
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** By which the other side knows the request: CloudTrail's request id, the audit id of Kubernetes. */
  readonly requestId: string | null;
}

/** Hears of every request to AWS and Kubernetes, each repetition included. Must not throw. */
export interface CallObserver {
  /**
   * What to call the question that the running code works for. It stands in the user agent of the request, and so in CloudTrail and in the
   * audit log of Kubernetes; null outside of a question.
   */
  reference(): string | null;
  /** A request begins; `api` is spelt as its permission (`iam:GetRole`, `kubernetes:list pods`). The answer is to be called once. */
  begin(api: string): (ending: CallEnding) => void;
}

/** The name of the program in a user agent, with the question's reference where there is one. */
export function userAgent(observer: CallObserver | undefined): string {
  const reference = observer?.reference() ?? null;
  return reference === null ? 'irsa-doctor' : `irsa-doctor question/${reference}`;
}
