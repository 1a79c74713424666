import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import { type Case, cases } from './cases.ts';
import { type Opinion, opinionOf } from './worlds.ts';

/** Enough to meet every operator in every form many times over; a few hundred thousand were compared by hand. */
const RUNS = 1500;

function engineDecides({ document, token, accountId, partition }: Case): string {
  const { host: issuer, subject, audience, now } = token;
  return evaluateTrustPolicy(document, { accountId, issuer, subject, audience, now, partition }).decision;
}

describe('the engine beside an evaluator of another make', () => {
  it('decides alike, whatever is combined', () => {
    const decided = new Map<Opinion['decision'], number>();
    let unneeded = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const opinion = opinionOf(one.document, one.token);
        const decision = engineDecides(one);
        decided.set(opinion.decision, (decided.get(opinion.decision) ?? 0) + 1);
        if ([opinion.decision, ...opinion.alternatives].includes(decision as Opinion['decision'])) return;
        // A certain answer must be the right one; to see less than the worlds show is no fault, but must stay rare.
        expect(decision, JSON.stringify(one)).toBe('unknown');
        unneeded += 1;
      }),
      { numRuns: RUNS },
    );
    expect(unneeded).toBeLessThan(RUNS / 300);
    for (const decision of ['allowed', 'implicitDeny', 'explicitDeny', 'unknown'] as const) {
      expect(decided.get(decision) ?? 0, decision).toBeGreaterThan(RUNS / 100);
    }
  });
});
