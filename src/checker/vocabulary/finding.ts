/** Where in the chain from service account to STS a rule looks, in causal order. */
export const LAYERS = [
  'service-account',
  'webhook',
  'pod',
  'application',
  'token',
  'pod-identity',
  'cluster',
  'provider',
  'sts',
  'role',
  'trust-policy',
  'permissions',
  'proof',
  'observed',
] as const;
export type Layer = (typeof LAYERS)[number];

export type FindingStatus = 'fail' | 'warn' | 'pass' | 'unknown' | 'skipped';

/** Where something was read: `{ source: 'iam:GetRole', subject: 'role payments-api' }`. */
export interface EvidenceReference {
  readonly source: string;
  readonly subject: string;
}

/** A rule's result. `expected` and `actual` are what a person compares, in full; `fix` is an index into the diagnosis' fixes. */
export interface Finding {
  readonly id: string;
  readonly layer: Layer;
  readonly status: FindingStatus;
  /** What is so, or for an open question "Whether …". */
  readonly title: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** One to three plain sentences: what it means and what to do. Empty for a pass. */
  readonly explanation: string;
  readonly evidence: readonly EvidenceReference[];
  readonly fix: number | null;
}
