import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTrustPolicy } from '../../../src/checker/trust/evaluate.ts';
import { proposeTrustPolicy } from '../../../src/checker/trust/propose.ts';
import type { Decision, JsonObject, JsonValue, TrustRequest } from '../../../src/checker/trust/types.ts';
import { AUDIENCES, POSITIVE, policies, SUBJECTS, statements } from './arbitraries.ts';
import { HOST, OTHER_HOST, policy, provider, REQUEST, SUBJECT, statement } from './policies.ts';

function decide(document: JsonValue, request = REQUEST): Decision {
  return evaluateTrustPolicy(document, request, { live: true }).decision;
}

/** The document with members and lists, at every depth, in the opposite order. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, reversed(member)] as const)
      .reverse(),
  );
}

const TOKENS: readonly TrustRequest[] = [HOST, OTHER_HOST].flatMap((issuer) =>
  SUBJECTS.flatMap((subject) => AUDIENCES.map((audience) => ({ ...REQUEST, issuer, subject, audience }))),
);

describe('deciding', () => {
  it('does not depend on the order of statements, keys and values', () => {
    fc.assert(
      fc.property(policies, (document) => {
        expect(decide(reversed(document))).toBe(decide(document));
      }),
      { numRuns: 500 },
    );
  });

  it('never allows because of one Deny more', () => {
    fc.assert(
      fc.property(policies, statements('Deny'), (document, deny) => {
        const after = { ...document, Statement: [...(document.Statement as readonly JsonValue[]), deny] };
        if (decide(after) === 'allowed') expect(decide(document)).toBe('allowed');
      }),
      { numRuns: 500 },
    );
  });

  it('never denies because of one positive condition less', () => {
    fc.assert(
      fc.property(statements('Allow', POSITIVE), fc.nat(), (written, choice) => {
        const conditions = Object.entries(written.Condition as JsonObject);
        if (conditions.length === 0 || decide(policy(written)) !== 'allowed') return;
        const without = conditions.filter((_, index) => index !== choice % conditions.length);
        expect(decide(policy({ ...written, Condition: Object.fromEntries(without) }))).toBe('allowed');
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for a cluster of another name', () => {
    const host = 'oidc.eks.sa-east-1.amazonaws.com/id/11223344556677889900AABBCCDDEEFF';
    fc.assert(
      fc.property(policies, (document) => {
        const text = JSON.stringify(document)
          .replaceAll(HOST, host)
          .replaceAll(HOST.toLowerCase(), host.toLowerCase());
        const renamed: JsonValue = JSON.parse(text);
        expect(decide(renamed, { ...REQUEST, issuer: host })).toBe(decide(document));
      }),
      { numRuns: 300 },
    );
  });
});

describe('proposing', () => {
  it('lets the request in, keeps everybody and adds nobody else, whatever the policy', () => {
    let proposals = 0;
    fc.assert(
      fc.property(policies, (document) => {
        const { proposed, proof, reason, edits } = proposeTrustPolicy(document, REQUEST);
        expect(proposed === null).toBe(reason !== null);
        if (proposed === null) return;
        proposals += 1;
        expect(edits.length).toBeGreaterThan(0);
        expect(proof).toMatchObject({ after: 'allowed', lost: [] });
        expect(evaluateTrustPolicy(proposed, REQUEST).decision).toBe('allowed');
        expect(proposeTrustPolicy(proposed, REQUEST).proposed).toBeNull();
        for (const token of TOKENS) {
          if (token.issuer === HOST && token.subject === SUBJECT) continue;
          const where = JSON.stringify([token, document, proposed]);
          expect(decide(proposed, token), where).toBe(decide(document, token));
        }
      }),
      { numRuns: 400 },
    );
    expect(proposals).toBeGreaterThan(80);
  });

  it('is the same for a cluster of another name', () => {
    const host = HOST.replace('eu-north-1', 'eu-south-1').replace('4F1C', '5A2D');
    const rename = (value: JsonValue): JsonValue =>
      JSON.parse(
        JSON.stringify(value).replaceAll(HOST, host).replaceAll(HOST.toLowerCase(), host.toLowerCase()),
      );
    fc.assert(
      fc.property(policies, (document) => {
        const before = proposeTrustPolicy(document, REQUEST);
        const after = proposeTrustPolicy(rename(document), { ...REQUEST, issuer: host });
        expect(JSON.stringify(after.proposed)).toBe(JSON.stringify(rename(before.proposed)));
      }),
      { numRuns: 200 },
    );
  });

  it('offers no audience of the subject that was not asked for', () => {
    fc.assert(
      fc.property(policies, (document) => {
        const { proposed } = proposeTrustPolicy(document, REQUEST);
        if (proposed === null) return;
        for (const audience of AUDIENCES.slice(1)) {
          const token = { ...REQUEST, audience };
          if (decide(proposed, token) !== 'implicitDeny')
            expect(decide(document, token)).not.toBe('implicitDeny');
        }
      }),
      { numRuns: 300 },
    );
  });
});

function manyKeys(count: number): string {
  return Array.from({ length: count }, (_, index) => `"key${index}":[]`).join(',');
}

describe('hostile input', () => {
  const answers = (document: string | JsonValue): void => {
    expect(evaluateTrustPolicy(document, REQUEST).reasons.length).toBeGreaterThan(0);
    expect(evaluateTrustPolicy(document, REQUEST, { live: true }).reasons.length).toBeGreaterThan(0);
    expect(typeof proposeTrustPolicy(document, REQUEST)).toBe('object');
  };

  it('is answered for any JSON, in the place of any member', () => {
    const names = fc.constantFrom(
      'Version',
      'Statement',
      'Effect',
      'Principal',
      'Action',
      'Condition',
      '__proto__',
      'constructor',
    );
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.constantFrom<JsonValue>(
          'Allow',
          '*',
          null,
          true,
          1.5,
          '\ud800',
          '${',
          'sts:AssumeRoleWithWebIdentity',
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc
          .array(fc.tuple(fc.oneof(names, fc.string()), tie('value')), { maxLength: 4 })
          .map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, value, value, value, (first, second, third, fourth) => {
        answers(first);
        answers({ Version: '2012-10-17', Statement: first });
        answers(policy(statement({ Principal: first, Action: second, Condition: third, Effect: fourth })));
        answers(
          policy(statement({ Condition: { StringEquals: second, StringLike: { [`${HOST}:sub`]: third } } })),
        );
        answers(
          policy(
            statement({
              Principal: { Federated: first },
              Condition: { [JSON.stringify(second)]: { a: third } },
            }),
          ),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('is answered for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), answers), { numRuns: 300 });
  });

  it('is answered for keys of the prototype', () => {
    answers('{"__proto__":{"Statement":[]},"Version":"2012-10-17"}');
    const text = JSON.stringify(policy(statement())).replaceAll('StringEquals', '__proto__');
    answers(text);
    expect(evaluateTrustPolicy(text, REQUEST).decision).toBe('malformed');
  });

  it('is answered for deep nesting', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    answers(deep);
    answers(`${'{"Condition":'.repeat(100_000)}{}${'}'.repeat(100_000)}`);
    answers(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":${deep}}]}`);
    const text = JSON.stringify(policy(statement({ Sid: 'x', Resource: 'DEEP' }))).replace('"DEEP"', deep);
    answers(text);
  });

  it.each([
    [
      'five megabytes of text',
      policy(statement({ Condition: { StringLike: { [`${HOST}:sub`]: '*a'.repeat(2_500_000) } } })),
    ],
    [
      'five megabytes of openings',
      policy(statement({ Condition: { StringLike: { [`${HOST}:sub`]: '${'.repeat(2_500_000) } } })),
    ],
    ['five megabytes of keys as text', `{"Version":"2012-10-17","Statement":{${manyKeys(300_000)}}}`],
    ['five megabytes of quotation marks', `{"a":"${'\\"'.repeat(2_500_000)}"}`],
    [
      'a thousand statements',
      policy(
        ...Array.from({ length: 1000 }, (_, index) =>
          statement({
            Sid: `s${index}`,
            Condition: { StringEquals: { [`${HOST}:sub`]: `system:serviceaccount:n${index}:a` } },
          }),
        ),
      ),
    ],
    [
      'a thousand providers',
      policy(
        statement({
          Principal: {
            Federated: Array.from({ length: 1000 }, (_, index) =>
              provider(`h${index}.example.org/${'x'.repeat(200)}`),
            ),
          },
        }),
      ),
    ],
    [
      'fifty thousand values',
      policy(
        statement({
          Condition: {
            StringEquals: {
              [`${HOST}:sub`]: Array.from(
                { length: 50_000 },
                (_, index) => `system:serviceaccount:n:${index}`,
              ),
            },
          },
        }),
      ),
    ],
  ])('is answered in time for %s', (_name, document) => {
    const start = performance.now();
    answers(document);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
