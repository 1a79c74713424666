import type { Verdict } from '../checker/vocabulary/diagnosis.ts';
import type { Finding, FindingStatus, Layer } from '../checker/vocabulary/finding.ts';

/** A sign for the eye and a word for everybody: neither colour nor sign ever stands alone. */
export interface Wording {
  readonly mark: string;
  readonly word: string;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, Wording>> = {
  healthy: { mark: '✓', word: 'Healthy' },
  broken: { mark: '✗', word: 'Broken' },
  'at-risk': { mark: '!', word: 'At risk' },
  unknown: { mark: '?', word: 'Unknown' },
};

/** The word before a finding's title, which says what is wrong where it failed and what should be so otherwise: "not known: Whether the role exists". */
export const STATUS_WORDS: Readonly<Record<FindingStatus, Wording>> = {
  fail: { mark: '✗', word: 'failed' },
  warn: { mark: '!', word: 'risky' },
  unknown: { mark: '?', word: 'not known' },
  pass: { mark: '✓', word: 'ok' },
  skipped: { mark: '–', word: 'not checked' },
};

export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  'service-account': 'service account',
  webhook: 'webhook',
  pod: 'pods',
  application: 'application',
  token: 'token',
  'pod-identity': 'Pod Identity',
  cluster: 'cluster',
  provider: 'OIDC provider',
  sts: 'STS',
  role: 'role',
  'trust-policy': 'trust policy',
  permissions: 'permissions',
  proof: 'proof by AWS',
  observed: 'calls that CloudTrail recorded',
};

const TALLY_ORDER: readonly FindingStatus[] = ['fail', 'warn', 'unknown', 'pass', 'skipped'];

/** All findings in a clause: "1 failed, 2 not known, 18 ok". */
export function tally(findings: readonly Finding[]): string {
  return TALLY_ORDER.map((status) => ({
    count: findings.filter((finding) => finding.status === status).length,
    word: STATUS_WORDS[status].word,
  }))
    .filter(({ count }) => count > 0)
    .map(({ count, word }) => `${count} ${word}`)
    .join(', ');
}
