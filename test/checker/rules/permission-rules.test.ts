import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { DeniedCallEvidence, Simulation } from '../../../src/checker/vocabulary/denied-call.ts';
import type { Evidence, Pod } from '../../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import {
  ACCOUNT,
  absent,
  aPodWithoutIdentity,
  aRole,
  aStatement,
  aSymptom,
  aTrustPolicy,
  denied,
  known,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  situationOf,
  trusting,
  unasked,
} from '../evidence.ts';

const OBJECT = 'arn:aws:s3:::example-invoices/2026/1.pdf';
const NEXT = 'arn:aws:iam::444455556666:role/zones';

function refusedCall(changes: Partial<Symptom> = {}): Symptom {
  return aSymptom({
    kind: 'downstream-denied',
    action: 's3:GetObject',
    resource: OBJECT,
    principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/payments-api/session`,
    accountId: ACCOUNT,
    roleName: 'payments-api',
    sessionName: 'session',
    ...changes,
  });
}

function simulated(changes: Partial<Simulation> = {}): DeniedCallEvidence['simulation'] {
  return known('iam:SimulatePrincipalPolicy', 'the call', {
    decision: 'implicitDeny',
    matched: [],
    isAllowedByOrganization: true,
    isAllowedByBoundary: null,
    ...changes,
  });
}

function policies(...statements: readonly object[]): DeniedCallEvidence['policies'] {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return known('iam:ListAttachedRolePolicies', 'policies of role payments-api', {
    policies: statements.length === 0 ? [] : [{ name: 'own', arn: null, document }],
    unread: [],
  });
}

function read(changes: Partial<DeniedCallEvidence> = {}): DeniedCallEvidence {
  return {
    role: rolePiece(),
    policies: policies(),
    boundary: absent('iam:GetPolicy', 'boundary'),
    simulation: simulated(),
    nextRole: unasked('iam:GetRole', 'next role'),
    ...changes,
  };
}

function diagnosed(symptom: Symptom, deniedCall: DeniedCallEvidence = read(), more: Partial<Evidence> = {}) {
  return diagnose(situationOf({ ...more, deniedCall }, { symptom }), [], 0);
}

function causeOf(...args: Parameters<typeof diagnosed>) {
  const diagnosis = diagnosed(...args);
  const id = diagnosis.cause ?? diagnosis.findings.find(({ status }) => status === 'unknown')?.id;
  const finding = diagnosis.findings.find((one) => one.id === id);
  const fix = finding?.fix == null ? null : (diagnosis.fixes[finding.fix] ?? null);
  return { diagnosis, finding, fix };
}

const allowing = (action: string, resource: string) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

describe('a call refused to the role', () => {
  it.each<[string, Partial<Symptom>, Partial<DeniedCallEvidence>, string]>([
    ['the text names identity policies', { denyReason: 'identity-based' }, {}, 'permissions.missing'],
    ['the simulator misses it', {}, {}, 'permissions.missing'],
    [
      'the documents alone miss it',
      {},
      { simulation: denied('iam:SimulatePrincipalPolicy', 'call') },
      'permissions.missing',
    ],
    [
      'the organisation closes it, by the text',
      { denyReason: 'scp' },
      {},
      'permissions.service-control-policy',
    ],
    [
      'the organisation closes it, by the simulator',
      {},
      { simulation: simulated({ isAllowedByOrganization: false }) },
      'permissions.service-control-policy',
    ],
    ['the resource is guarded', { denyReason: 'rcp' }, {}, 'permissions.resource-control-policy'],
    ['an endpoint', { denyReason: 'vpce' }, {}, 'permissions.endpoint-policy'],
    ['a session policy', { denyReason: 'session' }, {}, 'permissions.session-policy'],
    ['a boundary, by the text', { denyReason: 'boundary' }, {}, 'permissions.boundary'],
    [
      'a boundary, by the simulator',
      {},
      { simulation: simulated({ isAllowedByBoundary: false }), policies: policies(allowing('s3:*', '*')) },
      'permissions.boundary',
    ],
    ['a Deny, by the text', { denyReason: 'explicit-deny' }, {}, 'permissions.explicit-deny'],
    [
      'a Deny, by the simulator',
      {},
      { simulation: simulated({ decision: 'explicitDeny' }) },
      'permissions.explicit-deny',
    ],
    ["the resource's policy", { denyReason: 'resource-based' }, {}, 'permissions.resource-policy'],
    ["a key's policy", { denyReason: 'resource-based', action: 'kms:Decrypt' }, {}, 'permissions.key-policy'],
    [
      'a key that the role itself is allowed',
      { action: 'kms:Decrypt' },
      { simulation: simulated({ decision: 'allowed' }) },
      'permissions.key-policy',
    ],
    [
      'passing a role on',
      { denyReason: 'identity-based', action: 'iam:PassRole' },
      {},
      'permissions.pass-role',
    ],
    [
      'a resource that is nearly the right one',
      { denyReason: 'identity-based' },
      { policies: policies(allowing('s3:GetObject', 'arn:aws:s3:::exmaple-invoices/*')) },
      'permissions.other-resource',
    ],
    [
      'the same role again',
      { action: 'sts:AssumeRole', resource: ROLE_ARN },
      {},
      'permissions.own-role-again',
    ],
    [
      'a next role that trusts it',
      { action: 'sts:AssumeRole', resource: NEXT },
      { nextRole: next({ Principal: { AWS: ROLE_ARN } }) },
      'permissions.second-hop',
    ],
    [
      'a next role that trusts another',
      { action: 'sts:AssumeRole', resource: NEXT },
      {
        nextRole: next({ Principal: { AWS: `${ROLE_ARN}-2` } }),
        simulation: simulated({ decision: 'allowed' }),
      },
      'permissions.second-hop-trust',
    ],
    [
      'a next role that does not exist',
      { action: 'sts:AssumeRole', resource: NEXT },
      { nextRole: absent('iam:GetRole', 'role zones'), simulation: simulated({ decision: 'allowed' }) },
      'permissions.second-hop-trust',
    ],
    [
      'a next role that cannot be read, by the text',
      { action: 'sts:AssumeRole', resource: NEXT, denyReason: 'resource-based' },
      { nextRole: denied('iam:GetRole', 'role zones'), simulation: simulated({ decision: 'allowed' }) },
      'permissions.second-hop-trust',
    ],
  ])('is explained: %s', (_, symptom, evidence, id) => {
    const { diagnosis } = causeOf(refusedCall(symptom), read(evidence));
    expect(diagnosis.verdict).toBe('broken');
    expect(diagnosis.cause).toBe(id);
  });

  it.each<[string, Partial<Symptom>, Partial<DeniedCallEvidence>, string]>([
    ['the role may', {}, { simulation: simulated({ decision: 'allowed' }) }, 'permissions.denied-elsewhere'],
    [
      'nothing could be read',
      {},
      {
        simulation: denied('iam:SimulatePrincipalPolicy', 'c'),
        policies: denied('iam:ListAttachedRolePolicies', 'p'),
      },
      'permissions.missing',
    ],
    [
      'a condition leaves it open',
      {},
      {
        simulation: denied('iam:SimulatePrincipalPolicy', 'c'),
        policies: policies({
          ...allowing('s3:*', '*'),
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      },
      'permissions.missing',
    ],
    [
      'the next role cannot be read',
      { action: 'sts:AssumeRole', resource: NEXT },
      { nextRole: denied('iam:GetRole', 'zones'), simulation: simulated({ decision: 'allowed' }) },
      'permissions.second-hop-trust',
    ],
    [
      'the next role asks for an external id',
      { action: 'sts:AssumeRole', resource: NEXT },
      {
        nextRole: next({
          Principal: { AWS: ROLE_ARN },
          Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
        }),
        simulation: simulated({ decision: 'allowed' }),
      },
      'permissions.second-hop-trust',
    ],
  ])('stays open, and is never called fine: %s', (_, symptom, evidence, id) => {
    const { diagnosis } = causeOf(refusedCall(symptom), read(evidence));
    expect(diagnosis.verdict).toBe('unknown');
    expect(diagnosis.findings.find(({ status }) => status === 'unknown')?.id).toBe(id);
  });

  it('names the permission that would help where nothing could be read', () => {
    const nothing = read({
      simulation: denied('iam:SimulatePrincipalPolicy', 'the call'),
      policies: denied('iam:ListAttachedRolePolicies', 'policies'),
    });
    expect(causeOf(refusedCall(), nothing).finding?.explanation).toContain(
      'grant iam:ListAttachedRolePolicies',
    );
  });

  it('is fine by now where the simulator allows what the text says was missing', () => {
    const { diagnosis } = causeOf(
      refusedCall({ denyReason: 'identity-based' }),
      read({ simulation: simulated({ decision: 'allowed' }) }),
    );
    expect(diagnosis.verdict).toBe('healthy');
  });

  it('comes after a fault of the way to the role', () => {
    const broken = trusting(
      aStatement({ principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/x' } }),
    );
    const { diagnosis } = causeOf(refusedCall({ denyReason: 'identity-based' }), read(), { role: broken });
    expect(diagnosis.cause).toBe('trust.principal-mismatch');
    expect(diagnosis.findings.find(({ id }) => id === 'permissions.missing')?.status).toBe('fail');
  });

  it('is not looked for without an error that reports one', () => {
    const { findings } = diagnose(situationOf(), [], 0);
    expect(findings.filter(({ layer }) => layer === 'permissions')).toEqual([]);
  });

  it('tells a call of another role from one of the service account', () => {
    const { finding } = causeOf(refusedCall({ denyReason: 'scp', roleName: 'other' }));
    expect(finding?.explanation).toContain(
      "made by role other, not by the service account's role payments-api",
    );
  });
});

describe('the statement that is offered', () => {
  it('is the action and the resource of the error, and nothing else', () => {
    const { fix } = causeOf(refusedCall({ denyReason: 'identity-based' }));
    expect(fix?.kind).toBe('permission');
    expect(fix?.document).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT }],
    });
    const [aws, terraform] = fix?.commands ?? [];
    expect(aws?.text).toMatch(
      /^aws iam put-role-policy --role-name payments-api --policy-name \S+ --policy-document '/,
    );
    expect(terraform?.text).toContain('resource "aws_iam_role_policy"');
  });

  it.each(['*', 'arn:aws:s3:::example-invoices/*', 'role payments', null])(
    'is left out for %s, since it would need a wildcard',
    (resource) => {
      const { finding, fix } = causeOf(refusedCall({ denyReason: 'identity-based', resource }));
      expect(fix).toBeNull();
      expect(finding?.explanation).toContain('No statement is proposed');
    },
  );

  it('never takes the name of an inline policy that is there', () => {
    const first = causeOf(refusedCall({ denyReason: 'identity-based' }));
    const name = /--policy-name (\S+)/.exec(first.fix?.commands[0]?.text ?? '')?.[1] ?? '';
    const taken = known('iam:ListAttachedRolePolicies', 'policies', {
      policies: [{ name, arn: null, document: '{}' }],
      unread: [],
    });
    const second = causeOf(refusedCall({ denyReason: 'identity-based' }), read({ policies: taken }));
    expect(second.fix?.commands[0]?.text).toContain(`--policy-name ${name}-2 `);
  });

  it('extends a boundary by one statement, and leaves one of AWS alone', () => {
    const boundary = (arn: string) =>
      known('iam:GetPolicy', 'boundary', {
        name: 'team',
        arn,
        document: JSON.stringify({ Version: '2012-10-17', Statement: [allowing('sqs:*', '*')] }),
      });
    const symptom = refusedCall({ denyReason: 'boundary' });
    const own = causeOf(symptom, read({ boundary: boundary(`arn:aws:iam::${ACCOUNT}:policy/team`) }));
    expect(own.fix?.document?.Statement).toEqual([
      allowing('sqs:*', '*'),
      { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT },
    ]);
    expect(
      causeOf(symptom, read({ boundary: boundary('arn:aws:iam::aws:policy/PowerUserAccess') })).fix,
    ).toBeNull();
  });

  it('is a corrected and proven trust policy where the next role is what refuses', () => {
    const { fix } = causeOf(
      refusedCall({ action: 'sts:AssumeRole', resource: NEXT, denyReason: 'resource-based' }),
      read({
        nextRole: next({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
        simulation: simulated({ decision: 'allowed' }),
      }),
    );
    expect(fix).toMatchObject({ kind: 'trust-policy', proof: { after: 'allowed', lost: [] } });
    expect(JSON.stringify(fix?.document)).toContain(`"AWS":"${ROLE_ARN}"`);
  });
});

describe("a call of the node's role", () => {
  const node = refusedCall({
    nodeRole: true,
    roleName: 'nodes',
    sessionName: 'i-0a1b2c3d4e5f60718',
    principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/nodes/i-0a1b2c3d4e5f60718`,
  });

  it('gets no permission, and the finding says why', () => {
    const diagnosis = diagnose(situationOf({ pods: podsPiece() }, { symptom: node }), [], 0);
    const finding = diagnosis.findings.find(({ id }) => id === 'permissions.node-role');
    expect(finding).toMatchObject({ status: 'warn', fix: null });
    expect(finding?.explanation).toContain("Do not give the node's role s3:GetObject");
    expect(diagnosis.fixes).toEqual([]);
  });

  it('is explained by what keeps the pods from their role first', () => {
    const diagnosis = diagnose(situationOf({}, { symptom: node }), [], 0);
    expect(diagnosis.cause).toBe('application.web-identity-unused');
    // The one says it all, and the other would say it again.
    expect(diagnosis.findings.find(({ id }) => id === 'permissions.node-role')?.status).toBe('skipped');
  });

  it('says why no hop limit kept the pods from it, where they have the network of their node', () => {
    const bare = aPodWithoutIdentity({ usesHostNetwork: true });
    const of = (...pods: readonly Pod[]) =>
      diagnose(situationOf({ pods: podsPiece(...pods) }, { symptom: node }), [], 0).findings.find(
        ({ id }) => id === 'permissions.node-role',
      )?.explanation;
    expect(of(bare)).toContain('hostNetwork');
    expect(of(aPodWithoutIdentity())).not.toContain('hostNetwork');
  });
});

function next(changes: object): DeniedCallEvidence['nextRole'] {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...changes };
  return known(
    'iam:GetRole',
    'role zones',
    aRole({ arn: NEXT, name: 'zones', trustPolicy: aTrustPolicy(statement) }),
  );
}
