import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKeyIn } from '../../../../src/checker/trust/document/repeated-key.ts';
import { evaluateTrustPolicy } from '../../../../src/checker/trust/evaluate.ts';
import { proposeTrustPolicy } from '../../../../src/checker/trust/propose.ts';
import { policy, REQUEST, statement } from '../policies.ts';

const REPEATED: readonly (readonly [string, string, string, number | null])[] = [
  ['in the document', '{"Version":"a","Version":"b"}', 'Version', null],
  ['in a single statement', '{"Statement":{"Effect":"Deny","Effect":"Allow"}}', 'Effect', 0],
  ['in the second statement', '{"Statement":[{"a":[{}]},{"Effect":1,"Effect":2}]}', 'Effect', 1],
  ['deeper in a statement', '{"Statement":[{"Condition":{"Null":{"k":1,"k":2}}}]}', 'k', 0],
  ['in two spellings', '{"Effect":1,"Eff\\u0065ct":2}', 'Effect', null],
  ['with white space before the colon', '{"a":1,"a" \n\t:2}', 'a', null],
  ['with quotation marks in it', '{"a\\"":1,"a\\"":2}', 'a"', null],
  ['of the prototype', '{"__proto__":1,"__proto__":2}', '__proto__', null],
];

const SINGLE: readonly (readonly [string, string])[] = [
  ['the same key in two objects', '[{"a":1},{"a":2}]'],
  ['a key in the object of the same key', '{"a":{"a":1}}'],
  ['a value like a key', '{"a":"a","b":["a","a"]}'],
  ['a colon within a value', '{"a":"a\\":","b":"\\"a\\":1"}'],
  ['another case', '{"a":1,"A":2}'],
  ['a bare value', '"a"'],
];

describe('repeatedKeyIn', () => {
  it.each(REPEATED)('finds a key that stands twice %s', (_name, text, key, statement) => {
    expect(repeatedKeyIn(text)).toEqual({ key, statement });
  });

  it.each(SINGLE)('takes %s for what it is', (_name, text) => {
    expect(repeatedKeyIn(text)).toBeNull();
  });

  it('finds nothing in what was written from an object', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (text, indent) => {
        expect(repeatedKeyIn(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a policy with a key that stands twice', () => {
  const written = JSON.stringify(policy(statement()));
  const text = written.replace('"Effect"', '"Effect":"Deny","Effect"');

  it('is malformed as text', () => {
    const { decision, failing, reasons } = evaluateTrustPolicy(text, REQUEST);
    expect(decision).toBe('malformed');
    expect(failing).toMatchObject({ statement: 0, element: 'Document' });
    expect(reasons[0]).toMatch(/Statement\[0\] has "Effect" twice/);
  });

  it('is never called allowed where it is live, for a Deny may have been lost in reading', () => {
    expect(evaluateTrustPolicy(text, REQUEST, { live: true }).decision).toBe('unknown');
    expect(evaluateTrustPolicy(written, REQUEST, { live: true }).decision).toBe('allowed');
  });

  it('is left to its author', () => {
    expect(proposeTrustPolicy(text, REQUEST)).toMatchObject({
      proposed: null,
      reason: expect.stringMatching(/twice/),
    });
  });
});
