import { describe, expect, it } from 'vitest';
import { proposeTrustPolicy } from '../../../src/checker/trust/propose.ts';
import { quotaLength, quotaProblem } from '../../../src/checker/trust/quota.ts';
import type { JsonObject } from '../../../src/checker/trust/types.ts';
import { REQUEST, sub, under } from './policies.ts';

/** A policy for so many service accounts, none of them the one that is asked for. */
function crowd(count: number): JsonObject {
  const names = Array.from({ length: count }, (_, index) => `system:serviceaccount:team-${index}:a-service`);
  return under(sub('StringEquals', names));
}

describe('the quota', () => {
  it('does not count white space', () => {
    expect(quotaLength({ 'a b': ' c ' })).toBe('{"ab":"c"}'.length);
  });

  it('is the default one, and offers a raise, where the policy fits it today', () => {
    const document = crowd(38);
    expect(quotaLength(document)).toBeLessThanOrEqual(2048);
    const { proposed, reason } = proposeTrustPolicy(document, REQUEST);
    expect(proposed).toBeNull();
    expect(reason).toMatch(/2048 by default.*Raise the quota.*Pod Identity/s);
  });

  it('was raised where the policy is longer today, and says that the correction needs that too', () => {
    const document = crowd(60);
    expect(quotaLength(document)).toBeGreaterThan(2048);
    const { proposed, edits } = proposeTrustPolicy(document, REQUEST);
    expect(proposed).not.toBeNull();
    expect(edits.at(-1)).toMatch(/needs a quota raised above 2048/);
  });

  it('offers no raise where none would do', () => {
    const problem = quotaProblem(crowd(120), crowd(80));
    expect(problem).toMatch(/4096 even with a raised quota\. Give this service account a role of its own/);
    expect(quotaProblem(crowd(120))).not.toMatch(/Raise/);
  });

  it('is not asked of what no role can have', () => {
    const { proposed, reason } = proposeTrustPolicy(crowd(2000), REQUEST);
    expect(proposed).toBeNull();
    expect(reason).toMatch(/characters without white space/);
  });
});
