/**
 * One call of AssumeRoleWithWebIdentity as CloudTrail recorded it. Subject, issuer and the names of role and session come from whoever made
 * the call: their lengths are bounded, and nothing else about them is sure.
 */
export interface RecordedCall {
  /** ISO 8601 in UTC, to the second. */
  readonly at: string;
  /** What was asked for, as the caller wrote it. */
  readonly roleArn: string | null;
  readonly subject: string | null;
  /** Without `https://`. */
  readonly issuer: string | null;
  /** AWS's own code of the refusal; null where the caller was let in. */
  readonly errorCode: string | null;
  /** A proof that was asked for here made it, and no pod. */
  readonly isProof: boolean;
}

/** What CloudTrail shows of one service account and one role. */
export interface RecordedCalls {
  readonly region: string;
  /** The role that was asked about. */
  readonly roleArn: string;
  /** How far back it was asked for. */
  readonly hours: number;
  /** Calls of the service account for whatever role, and calls for the role by whomever; the newest first. */
  readonly calls: readonly RecordedCall[];
  /** False where there were more events than were read. */
  readonly isWhole: boolean;
}
