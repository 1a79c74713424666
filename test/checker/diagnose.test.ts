import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/checker/diagnose.ts';
import { RULES } from '../../src/checker/rules/list.ts';
import type { Evidence, Piece } from '../../src/checker/vocabulary/evidence.ts';
import {
  aBareContainer,
  absent,
  accountPiece,
  annotated,
  aPod,
  aPodWithoutIdentity,
  aStatement,
  aSymptom,
  denied,
  EPOCH_MS,
  evidenceWith,
  failed,
  HOST,
  podsPiece,
  rolePiece,
  situationOf,
  trusting,
  unasked,
} from './evidence.ts';

const wrongSubject = trusting(
  aStatement({ condition: { StringEquals: { [`${HOST}:sub`]: 'system:serviceaccount:payment:api' } } }),
);
const noProvider = absent<never>('iam:GetOpenIDConnectProvider', 'OIDC provider');
const PIECES = [
  'cluster',
  'issuer',
  'serviceAccount',
  'pods',
  'siblings',
  'namesakes',
  'webhooks',
  'associations',
  'role',
  'provider',
] as const;

describe('diagnose', () => {
  it('calls a chain healthy that is right throughout', () => {
    const diagnosis = diagnose(situationOf(), [{ api: 'iam:GetRole', ms: 3, outcome: 'ok' }], 12);
    expect(diagnosis).toMatchObject({
      schema: 'irsa-doctor/diagnosis/v1',
      verdict: 'healthy',
      cause: null,
      summary: 'payments/api on prod-eu can assume role payments-api.',
      fixes: [],
      calls: [{ api: 'iam:GetRole' }],
      durationMs: 12,
    });
    const always = RULES.filter((rule) => rule.hears === undefined && rule.concerns === undefined);
    expect(diagnosis.findings.map((finding) => finding.id)).toEqual(always.map((rule) => rule.id));
    expect(diagnosis.findings.filter(({ status }) => status !== 'pass').map(({ id }) => id)).toEqual([]);
  });

  it('names who, what, expected and found in one sentence', () => {
    expect(diagnose(situationOf({ role: wrongSubject }), [], 0).summary).toBe(
      'payments/api on prod-eu is broken: the trust policy names another service account.',
    );
  });

  it('takes the first failure in causal order for the cause, and counts the others', () => {
    const diagnosis = diagnose(
      situationOf({ pods: podsPiece(aPodWithoutIdentity()), role: wrongSubject, provider: noProvider }),
      [],
      0,
    );
    expect(diagnosis.cause).toBe('pod.not-mutated');
    expect(diagnosis.summary).toMatch(/, and 2 more problems\.$/);
  });

  it.each([
    ['assume-web-identity-denied', 'trust.subject-mismatch'],
    ['invalid-identity-token', 'provider.missing'],
    ['web-identity-config', 'pod.not-mutated'],
    ['downstream-denied', 'pod.not-mutated'],
  ] as const)('lets an error of kind %s point to %s', (kind, cause) => {
    const changes = { pods: podsPiece(aPodWithoutIdentity()), role: wrongSubject, provider: noProvider };
    expect(diagnose(situationOf(changes, { symptom: aSymptom({ kind }) }), [], 0).cause).toBe(cause);
  });

  it('falls back to the first failure where none explains the error', () => {
    const changes = { pods: podsPiece(aPodWithoutIdentity()) };
    expect(diagnose(situationOf(changes, { symptom: aSymptom() }), [], 0).cause).toBe('pod.not-mutated');
  });

  it('is broken whatever else could not be read', () => {
    const diagnosis = diagnose(
      situationOf({ serviceAccount: annotated('nonsense'), role: denied('iam:GetRole', 'role') }),
      [],
      0,
    );
    expect(diagnosis).toMatchObject({ verdict: 'broken', cause: 'service-account.annotation-malformed' });
  });

  it('names the permission that would help, once for all rules that need it', () => {
    const { summary } = diagnose(situationOf({ role: denied('iam:GetRole', 'role payments-api') }), [], 0);
    expect(summary).toBe(
      'It is not known whether payments/api on prod-eu works: role payments-api could not be read: access was denied; grant iam:GetRole to find out.',
    );
  });

  it('asks what it does not know, and states nothing of it', () => {
    const { findings } = diagnose(situationOf({ role: denied('iam:GetRole', 'role payments-api') }), [], 0);
    const open = findings.filter(({ status }) => status === 'unknown');
    expect(open.length).toBeGreaterThan(5);
    expect(open.filter(({ title }) => !title.startsWith('Whether '))).toEqual([]);
    expect(open.find(({ id }) => id === 'role.missing')?.title).toBe('Whether the role exists');
  });

  it('says once what to do about an API that does not answer, however much of it is open', () => {
    const down = (source: string, subject: string): Piece<never> => ({
      state: 'unreadable',
      source,
      subject,
      reason: 'it answered HTTP 503',
      permission: null,
      cause: 'failed',
    });
    const changes = {
      serviceAccount: down('kubernetes:get serviceaccounts', 'service account payments/api'),
      pods: down('kubernetes:list pods', 'pods of namespace payments'),
    };
    const { summary, findings, next } = diagnose(situationOf(changes), [], 0);
    expect(next).toEqual([expect.stringMatching(/^See whether the API server is well/)]);
    expect(summary).not.toContain('See whether');
    expect(findings.some(({ explanation }) => explanation.includes('See whether'))).toBe(false);
  });

  it('says nothing of what to do where nothing hangs on it, or a permission would help', () => {
    const namesakes = failed<never>('kubernetes:list serviceaccounts', 'service accounts called api');
    const late = { ...namesakes, reason: 'there was no answer within 8 seconds' } as typeof namesakes;
    expect(diagnose(situationOf({ namesakes: late }), [], 0).next).toEqual([]);
    const role = denied<never>('iam:GetRole', 'role payments-api');
    expect(diagnose(situationOf({ role }), [], 0).next).toEqual([]);
  });

  it('says where to look when the chain is right and the error stands all the same', () => {
    const of = (changes: Parameters<typeof aSymptom>[0]) =>
      diagnose(situationOf({}, { symptom: aSymptom(changes) }), [], 0);
    expect(of({}).summary).toBe(
      'As things stand now payments/api on prod-eu can assume role payments-api, but STS refused what the trust policy allows.',
    );
    const refused = of({}).findings.find(({ id }) => id === 'trust.refused-all-the-same');
    expect(refused?.explanation).toMatch(/resource control policy.*VPC endpoint/);
    expect(of({ kind: 'downstream-denied' }).summary).toContain('what the role is permitted to do');
  });

  it('does not look beyond the trust policy where the pods ask for a role by another ARN', () => {
    const role = rolePiece({ arn: 'arn:aws:iam::111122223333:role/team/payments-api' });
    const { cause, findings } = diagnose(situationOf({ role }, { symptom: aSymptom() }), [], 0);
    expect(cause).toBe('role.arn-differs');
    expect(findings.map(({ id }) => id)).not.toContain('trust.refused-all-the-same');
  });

  it('says when the role was last used, where the error contradicts its trust policy', () => {
    const role = rolePiece({ lastUsedAt: '2026-02-28T09:00:00Z' });
    const { findings } = diagnose(situationOf({ role }, { symptom: aSymptom() }), [], 0);
    const told = findings.find(({ id }) => id === 'trust.refused-all-the-same')?.explanation;
    expect(told).toContain('last used at 2026-02-28T09:00:00Z');
  });

  it('says that the error is about another role, or about one that is minutes old', () => {
    const of = (changes: Parameters<typeof aSymptom>[0], createdAt: string) =>
      diagnose(
        situationOf({ role: rolePiece({ createdAt }) }, { symptom: aSymptom(changes) }),
        [],
        0,
      ).findings.find(({ id }) => id === 'trust.refused-all-the-same')?.explanation;
    const long = '2025-12-01T00:00:00Z';
    expect(of({ roleArn: 'arn:aws:iam::111122223333:role/other' }, long)).toContain('another role');
    expect(of({}, long)).not.toContain('minutes ago');
    expect(of({}, new Date(EPOCH_MS - 60_000).toISOString())).toContain('minutes ago');
  });

  it("says of an error with the node's role that web identity was not used, and never to permit the node", () => {
    const symptom = aSymptom({
      kind: 'downstream-denied',
      nodeRole: true,
      sessionName: 'i-0abc1234def567890',
    });
    const diagnosis = diagnose(situationOf({}, { symptom }), [], 0);
    expect(diagnosis).toMatchObject({ verdict: 'broken', cause: 'application.web-identity-unused' });
    const finding = diagnosis.findings.find(({ id }) => id === diagnosis.cause);
    expect(finding?.explanation).toContain("Do not give the node's role the permission");
    expect(finding?.actual).toContain('i-0abc1234def567890');
  });

  it("takes the trust policy's refusal for the reason of an error with the node's role, since SDKs swallow it", () => {
    const symptom = aSymptom({
      kind: 'downstream-denied',
      nodeRole: true,
      sessionName: 'i-0abc1234def567890',
    });
    const diagnosis = diagnose(situationOf({ role: wrongSubject }, { symptom }), [], 0);
    expect(diagnosis).toMatchObject({ verdict: 'broken', cause: 'trust.subject-mismatch' });
    const finding = diagnosis.findings.find(({ id }) => id === 'application.web-identity-unused');
    expect(finding).toMatchObject({ status: 'warn' });
    expect(finding?.explanation).toMatch(/swallow.*most likely/);
  });

  it('only warns of a chain that is not used, since Pod Identity serves the pods', () => {
    const containers = [aBareContainer({ environmentNames: ['AWS_CONTAINER_CREDENTIALS_FULL_URI'] })];
    const pods = podsPiece(aPodWithoutIdentity({ containers }));
    const diagnosis = diagnose(situationOf({ pods, role: wrongSubject }), [], 0);
    expect(diagnosis).toMatchObject({ verdict: 'at-risk', cause: null });
    expect(diagnosis.findings.find((it) => it.id === 'trust.subject-mismatch')).toMatchObject({
      status: 'warn',
      fix: 0,
    });
  });

  it('points findings to their fixes', () => {
    const diagnosis = diagnose(
      situationOf({ pods: podsPiece(aPodWithoutIdentity()), role: wrongSubject }),
      [],
      0,
    );
    const kinds = diagnosis.findings.flatMap((finding) =>
      finding.fix === null ? [] : [diagnosis.fixes[finding.fix]?.kind],
    );
    expect(kinds).toEqual(['restart-pods', 'trust-policy']);
  });
});

describe('diagnose, of whatever could or could not be read', () => {
  const broken: Partial<Record<(typeof PIECES)[number], Piece<unknown>>> = {
    serviceAccount: accountPiece({ annotations: {} }),
    pods: podsPiece(aPod({ serviceAccount: 'default' }), aPodWithoutIdentity({ owner: null })),
    role: wrongSubject,
  };
  const stateOf = (name: (typeof PIECES)[number]) =>
    fc.constantFrom<Piece<unknown>>(
      evidenceWith()[name],
      broken[name] ?? evidenceWith()[name],
      absent(name, name),
      denied(name, name),
      failed(name, name),
      unasked(name, name),
    );
  const anyEvidence = fc
    .tuple(...PIECES.map(stateOf))
    .map(
      (pieces): Partial<Evidence> => Object.fromEntries(PIECES.map((name, index) => [name, pieces[index]])),
    );

  it('never throws, and holds what it promises of its own parts', () => {
    fc.assert(
      fc.property(anyEvidence, (changes) => {
        const diagnosis = diagnose(situationOf(changes), [], 0);
        const has = (status: string) => diagnosis.findings.some((finding) => finding.status === status);
        const ids = diagnosis.findings.map(({ id }) => id);
        expect(ids).toEqual(RULES.map(({ id }) => id).filter((id) => ids.includes(id)));
        expect(diagnosis.verdict === 'broken').toBe(has('fail'));
        expect(diagnosis.cause !== null).toBe(has('fail'));
        if (diagnosis.verdict === 'healthy') expect(has('unknown') || has('warn')).toBe(false);
        for (const { status, fix, explanation, expected } of diagnosis.findings) {
          if (fix !== null) expect(diagnosis.fixes[fix]).toBeDefined();
          if (status !== 'pass') expect(explanation).not.toBe('');
          if (status === 'fail' || status === 'warn') expect(expected).not.toBeNull();
        }
        expect(new Set(diagnosis.fixes.map((fix) => JSON.stringify(fix))).size).toBe(diagnosis.fixes.length);
        expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
      }),
      { numRuns: 400 },
    );
  });

  it.each(['siblings', 'namesakes', 'webhooks'] as const)(
    'comes to the same verdict and cause without %s where the rest suffices',
    (name) => {
      fc.assert(
        fc.property(
          anyEvidence,
          fc.constantFrom(denied(name, name), failed(name, name)),
          (changes, unreadable) => {
            const whole = diagnose(situationOf({ ...changes, [name]: evidenceWith()[name] }), [], 0);
            const without = diagnose(situationOf({ ...changes, [name]: unreadable }), [], 0);
            expect(without).toMatchObject({ verdict: whole.verdict, cause: whole.cause });
          },
        ),
      );
    },
  );

  it.each(['issuer', 'serviceAccount', 'pods', 'role', 'provider'] as const)(
    'is never healthy without its %s',
    (name) => {
      fc.assert(
        fc.property(
          anyEvidence,
          fc.constantFrom(denied(name, name), failed(name, name)),
          (changes, unreadable) => {
            expect(diagnose(situationOf({ ...changes, [name]: unreadable }), [], 0).verdict).not.toMatch(
              /healthy|at-risk/,
            );
          },
        ),
      );
    },
  );
});
