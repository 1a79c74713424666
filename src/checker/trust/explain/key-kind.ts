import { parseEksHost } from '../provider-arn.ts';
import type { ConditionFault, ConditionResult } from '../types.ts';
import { describeDifference } from './compare-words.ts';
import { isPlaceholder } from './value-signs.ts';

/** What a condition key is to a token of one issuer. */
export interface KeyKind {
  readonly kind: ConditionResult['keyKind'];
  /** `sub` or `aud` where the key was meant as one of these, whatever is wrong with it. */
  readonly claim: 'sub' | 'aud' | null;
  readonly faults: readonly ConditionFault[];
  /** What is wrong with the key, in a person's words. */
  readonly differences: readonly string[];
}

/** Takes a key as written and the issuer without scheme, and says what the key is and what is wrong with it. */
export function keyKindOf(key: string, host: string): KeyKind {
  const lower = key.toLowerCase();
  const wanted = host.toLowerCase();
  const claim = claimOf(lower);
  if (lower === `${wanted}:sub` || lower === `${wanted}:aud`) {
    return { kind: claim === 'sub' ? 'sub' : 'aud', claim, faults: [], differences: [] };
  }
  if (lower.startsWith('aws:') || lower.startsWith('sts:')) {
    return { kind: 'aws', claim: null, faults: [], differences: [] };
  }
  const malformed = malformation(key, host);
  if (malformed !== null) return { kind: 'malformed', claim, ...malformed };
  if (lower.startsWith(`${wanted}:`)) {
    const name = key.slice(host.length + 1);
    const difference = `tokens of a cluster give IAM the keys sub and aud only, never ${name}`;
    return { kind: 'other-claim', claim: null, faults: [], differences: [difference] };
  }
  const vendor = key.slice(0, Math.max(0, key.lastIndexOf(':')));
  if (vendor.includes('.')) {
    const differences = [describeHost(vendor, host)];
    return { kind: 'other-issuer', claim, faults: ['key-of-another-cluster'], differences };
  }
  return {
    kind: 'unrecognised',
    claim: null,
    faults: [],
    differences: ['this key is no part of such a request'],
  };
}

function claimOf(lower: string): 'sub' | 'aud' | null {
  if (lower.endsWith(':sub')) return 'sub';
  return lower.endsWith(':aud') ? 'aud' : null;
}

function malformation(
  key: string,
  host: string,
): { readonly faults: readonly ConditionFault[]; readonly differences: readonly string[] } | null {
  const faults: ConditionFault[] = [];
  const differences: string[] = [];
  const note = (fault: ConditionFault, difference: string): void => {
    faults.push(fault);
    differences.push(difference);
  };
  if (/^https?:/i.test(key))
    note('key-has-scheme', 'the key begins with https://, which belongs to the issuer but not to the key');
  if (/^arn:/i.test(key) || /oidc-provider\//i.test(key)) {
    note('key-is-arn', 'the key holds the ARN of the provider; a key begins with the host');
  }
  if (/[*?]/.test(key)) note('key-has-wildcard', 'the key holds a wildcard; keys are taken literally');
  if (/\/(:[^:/]*)?$/.test(key)) note('key-trailing-slash', 'the key has a slash behind the issuer');
  const bare = key.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  if (bare.toLowerCase() === host.toLowerCase() || parseEksHost(bare)?.id.includes(':') === false) {
    note('key-without-claim', 'the key ends with the issuer; :sub or :aud is missing');
  }
  if (isPlaceholder(key)) note('placeholder', 'a placeholder was left in the key');
  return faults.length === 0 ? null : { faults, differences };
}

/** Says how another issuer's host differs from the token's: by region, by id, or altogether. */
export function describeHost(written: string, host: string): string {
  const found = parseEksHost(written);
  const wanted = parseEksHost(host);
  if (found === null || wanted === null) return describeDifference('issuer', written, host);
  if (found.id === wanted.id && found.region === wanted.region)
    return describeDifference('issuer', written, host);
  if (found.id === wanted.id) return describeDifference('region', found.region, wanted.region);
  if (found.region !== wanted.region) return describeDifference('cluster', written, host);
  if (wanted.id.startsWith(found.id)) return `cluster id ${found.id} is cut short; it is ${wanted.id}`;
  return describeDifference('cluster id', found.id, wanted.id);
}
