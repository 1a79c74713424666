import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import { proposeTrustPolicy } from '../../../../src/checker/trust/propose.ts';
import { REQUEST } from '../policies.ts';
import { ACTIONS } from './actions.ts';
import { KEYS } from './keys.ts';
import { OPEN } from './open-questions.ts';
import { OPERATORS } from './operators.ts';
import { PRINCIPALS } from './principals.ts';
import { SHAPES } from './shapes.ts';
import { VALUES } from './values.ts';

const CASES = [...VALUES, ...KEYS, ...PRINCIPALS, ...ACTIONS, ...OPERATORS, ...OPEN, ...SHAPES];

describe.each(CASES)('$kind: $name', (one) => {
  const request = { ...REQUEST, ...one.request };

  it(`is ${one.decision}, and says what is to blame`, () => {
    const { decision, failing } = evaluateTrustPolicy(one.document, request);
    expect(decision).toBe(one.decision);
    if (one.failing === null) {
      expect(failing).toBeNull();
      return;
    }
    const [statement, element, operator = null, key = null] = one.failing;
    expect(failing).toMatchObject({ statement, element, operator, key });
  });

  it(one.edits === 'none' ? 'is left to its author' : 'is mended, and proven', () => {
    const { proposed, edits, proof, reason } = proposeTrustPolicy(one.document, request);
    if (one.edits === 'none') {
      expect(proposed).toBeNull();
      expect(reason).toMatch(one.reason ?? /./);
      return;
    }
    expect(reason).toBeNull();
    expect(edits.join('\n')).toMatch(one.edits);
    expect(proof).toMatchObject({ after: 'allowed', lost: [] });
    expect(evaluateTrustPolicy(proposed, request).decision).toBe('allowed');
    expect(proposeTrustPolicy(proposed, request).proposed).toBeNull();
  });
});
