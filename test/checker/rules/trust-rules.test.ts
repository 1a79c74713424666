import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Diagnosis } from '../../../src/checker/vocabulary/diagnosis.ts';
import {
  aContainer,
  aPod,
  aStatement,
  HOST,
  known,
  PROVIDER_ARN,
  podsPiece,
  rolePiece,
  type StatementChanges,
  SUBJECT,
  situationOf,
  trusting,
} from '../evidence.ts';

const SUB = `${HOST}:sub`;
const AUD = `${HOST}:aud`;
const OTHER_HOST = 'oidc.eks.us-east-1.amazonaws.com/id/C0FFEE00112233445566778899AABBCC';
const withSubject = (value: unknown, operator = 'StringEquals'): StatementChanges => ({
  condition: {
    [operator]: { [SUB]: value },
    ...(operator === 'StringEquals' ? {} : { StringEquals: { [AUD]: 'sts.amazonaws.com' } }),
  },
});
const federated = (value: string): StatementChanges => ({ principal: { Federated: value } });

function diagnosed(...statements: readonly object[]): Diagnosis {
  return diagnose(situationOf({ role: trusting(...statements) }), [], 0);
}

const POLICY_FOR_OTHERS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [aStatement(withSubject('system:serviceaccount:payment:api'))],
});

function findingOf(diagnosis: Diagnosis, id: string | null) {
  return diagnosis.findings.find((finding) => finding.id === id);
}

/** Rule, what is wrong, the statement, what the explanation says, what is shown as found. */
const BROKEN: readonly (readonly [string, string, StatementChanges, string, string])[] = [
  [
    'trust.no-web-identity-statement',
    'a role for EC2',
    { principal: { Service: 'ec2.amazonaws.com' }, action: 'sts:AssumeRole', condition: {} },
    'no OIDC provider',
    'ec2.amazonaws.com',
  ],
  [
    'trust.no-web-identity-statement',
    'a role for Pod Identity',
    {
      principal: { Service: 'pods.eks.amazonaws.com' },
      action: ['sts:AssumeRole', 'sts:TagSession'],
      condition: {},
    },
    'no OIDC provider',
    'pods.eks',
  ],
  [
    'trust.principal-not-arn',
    'a URL as principal',
    federated(`https://${HOST}`),
    'URL or host',
    `https://${HOST}`,
  ],
  ['trust.principal-not-arn', 'a host as principal', federated(HOST), 'URL or host', HOST],
  [
    'trust.principal-mismatch',
    'another account',
    federated(PROVIDER_ARN.replace('111122223333', '444455556666')),
    'another account',
    '444455556666',
  ],
  [
    'trust.principal-mismatch',
    'another region',
    federated(PROVIDER_ARN.replace('eu-west-1', 'eu-west-2')),
    'another region',
    'eu-west-2',
  ],
  [
    'trust.principal-mismatch',
    'another cluster',
    federated(PROVIDER_ARN.replace(HOST, OTHER_HOST)),
    "another cluster's",
    OTHER_HOST,
  ],
  [
    'trust.principal-mismatch',
    'another partition',
    federated(PROVIDER_ARN.replace('arn:aws:', 'arn:aws-cn:')),
    'another partition',
    'arn:aws-cn:',
  ],
  [
    'trust.principal-mismatch',
    'a provider that is no cluster',
    federated('arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'),
    'no EKS cluster',
    'token.actions',
  ],
  [
    'trust.principal-mismatch',
    'the host form of an old README',
    federated(
      PROVIDER_ARN.replace('oidc.eks.eu-west-1.amazonaws.com/id', 'oidc.eu-west-1.eks.amazonaws.com'),
    ),
    'host name',
    'oidc.eu-west-1.eks',
  ],
  ['trust.wrong-action', 'sts:AssumeRole', { action: 'sts:AssumeRole' }, 'does not cover', 'sts:AssumeRole'],
  [
    'trust.condition-key-malformed',
    'https:// in the key',
    { condition: { StringEquals: { [`https://${SUB}`]: SUBJECT } } },
    'https://',
    `https://${SUB}`,
  ],
  [
    'trust.condition-key-malformed',
    'an ARN in the key',
    { condition: { StringEquals: { [`${PROVIDER_ARN}:sub`]: SUBJECT } } },
    'ARN',
    `${PROVIDER_ARN}:sub`,
  ],
  [
    'trust.condition-key-malformed',
    'a wildcard in the key',
    { condition: { StringLike: { 'oidc.eks.*:sub': SUBJECT } } },
    'wildcard',
    'oidc.eks.*:sub',
  ],
  [
    'trust.condition-key-malformed',
    'a key without claim',
    { condition: { StringEquals: { [HOST]: SUBJECT } } },
    'no claim',
    HOST,
  ],
  [
    'trust.condition-key-other-cluster',
    "another cluster's key",
    { condition: { StringEquals: { [`${OTHER_HOST}:sub`]: SUBJECT } } },
    'another issuer',
    `${OTHER_HOST}:sub`,
  ],
  [
    'trust.condition-key-other-cluster',
    'the keys of two clusters',
    { condition: { StringEquals: { [SUB]: SUBJECT, [`${OTHER_HOST}:sub`]: SUBJECT } } },
    'two clusters',
    `${OTHER_HOST}:sub`,
  ],
  [
    'trust.subject-wildcard-literal',
    'a wildcard under StringEquals',
    withSubject('system:serviceaccount:payments:*'),
    'ordinary characters',
    'system:serviceaccount:payments:*',
  ],
  [
    'trust.subject-mismatch',
    'another namespace',
    withSubject('system:serviceaccount:payment:api'),
    'namespace is payment, not payments',
    'payment:api',
  ],
  [
    'trust.subject-mismatch',
    'another service account',
    withSubject('system:serviceaccount:payments:apis'),
    'service account is apis, not api',
    'payments:apis',
  ],
  [
    'trust.subject-mismatch',
    'another case',
    withSubject('system:serviceaccount:payments:API'),
    'Case counts',
    'payments:API',
  ],
  [
    'trust.subject-mismatch',
    'another form',
    withSubject('payments/api'),
    'NAMESPACE:SERVICE_ACCOUNT',
    'payments/api',
  ],
  [
    'trust.subject-mismatch',
    'the audience under :sub',
    withSubject('sts.amazonaws.com'),
    'swapped',
    'sts.amazonaws.com',
  ],
  [
    'trust.subject-mismatch',
    'a pattern that does not match',
    withSubject('system:serviceaccount:web-*:api', 'StringLike'),
    'namespace',
    'web-*',
  ],
  [
    'trust.audience-mismatch',
    'another audience',
    { condition: { StringEquals: { [SUB]: SUBJECT, [AUD]: 'sts.eu-west-1.amazonaws.com' } } },
    'sts.eu-west-1.amazonaws.com',
    'sts.eu-west-1',
  ],
  [
    'trust.audience-mismatch',
    'a subject under :aud',
    { condition: { StringEquals: { [AUD]: SUBJECT } } },
    'holds a subject',
    SUBJECT,
  ],
  [
    'trust.condition-failed',
    'an external id',
    { condition: { StringEquals: { [SUB]: SUBJECT, 'sts:ExternalId': 'x' } } },
    'sts:ExternalId',
    'sts:ExternalId',
  ],
  [
    'trust.condition-failed',
    'a claim that EKS does not give',
    { condition: { StringEquals: { [SUB]: SUBJECT, [`${HOST}:iss`]: 'x' } } },
    ':iss',
    `${HOST}:iss`,
  ],
];

describe('what is wrong with a trust policy', () => {
  it.each(BROKEN)('%s is the one cause for %s', (id, _what, changes, words, found) => {
    const diagnosis = diagnosed(aStatement(changes));
    expect(diagnosis.cause).toBe(id);
    const failing = diagnosis.findings.filter((finding) => finding.status === 'fail');
    expect(failing.map((finding) => finding.id)).toEqual([id]);
    expect(failing[0]?.explanation).toContain(words);
    expect(failing[0]?.actual).toContain(found);
    expect(failing[0]?.evidence).toEqual([{ source: 'iam:GetRole', subject: 'role payments-api' }]);
  });

  it.each(BROKEN)('%s, for %s, is mended by the proposed policy', (_id, _what, changes) => {
    const diagnosis = diagnosed(aStatement(changes));
    const fix = diagnosis.fixes[findingOf(diagnosis, diagnosis.cause)?.fix ?? -1];
    expect(fix).toMatchObject({ kind: 'trust-policy', proof: { after: 'allowed', lost: [] } });
    expect(fix?.proof?.before).not.toBe('allowed');
    const mended = rolePiece({ trustPolicy: JSON.stringify(fix?.document) });
    expect(diagnose(situationOf({ role: mended }), [], 0)).toMatchObject({ cause: null });
    expect(fix?.commands[0]?.text).toBe(
      `aws iam update-assume-role-policy --role-name payments-api --policy-document '${JSON.stringify(fix?.document)}'`,
    );
    expect(fix?.diff).toMatch(/^--- trust policy \(now\)\n\+\+\+ trust policy \(corrected\)\n@@ /);
  });

  it('has eksctl make a role of its own, since it cannot change one that is there', () => {
    const commandsFor = (name: string) => {
      const role = rolePiece({
        name,
        arn: `arn:aws:iam::111122223333:role/${name}`,
        trustPolicy: POLICY_FOR_OTHERS,
      });
      return (
        diagnose(situationOf({ role }), [], 0).fixes.find(({ kind }) => kind === 'trust-policy')?.commands ??
        []
      );
    };
    expect(commandsFor('payments-api').map(({ tool }) => tool)).toEqual(['aws', 'terraform', 'eksctl']);
    expect(commandsFor('payments-api')[2]?.text).toMatch(
      /\neksctl create iamserviceaccount --cluster prod-eu --region eu-west-1 --namespace payments --name api --role-name payments-api-eksctl --attach-policy-arn POLICY_ARN --override-existing-serviceaccounts --approve$/,
    );
    expect(/--role-name (\S+)/.exec(commandsFor('r'.repeat(64))[2]?.text ?? '')?.[1]).toHaveLength(64);
  });

  it('has eksctl make no role in an account that is not the cluster’s', () => {
    const role = rolePiece({
      arn: 'arn:aws:iam::444455556666:role/payments-api',
      trustPolicy: POLICY_FOR_OTHERS,
    });
    const { fixes } = diagnose(situationOf({ role }), [], 0);
    expect(fixes.flatMap(({ commands }) => commands).map(({ tool }) => tool)).not.toContain('eksctl');
  });

  it('proposes nothing against a negated subject, and says why', () => {
    const diagnosis = diagnosed(aStatement(withSubject(SUBJECT, 'StringNotEquals')));
    expect(diagnosis.cause).toBe('trust.subject-mismatch');
    expect(findingOf(diagnosis, diagnosis.cause)?.explanation).toMatch(
      /StringNotEquals keeps out exactly what it names\. No corrected policy is proposed: .+/,
    );
    expect(diagnosis.fixes).toEqual([]);
  });

  it('looks at the statement that comes closest, not at the first', () => {
    const diagnosis = diagnosed(
      aStatement({ principal: { Service: 'ec2.amazonaws.com' }, action: 'sts:AssumeRole', condition: {} }),
      aStatement(withSubject('system:serviceaccount:payment:api')),
    );
    expect(diagnosis.cause).toBe('trust.subject-mismatch');
    expect(findingOf(diagnosis, diagnosis.cause)?.explanation).toContain('Statement[1]');
  });

  it('folds what only follows from the cause under it', () => {
    const foreign = { [`${OTHER_HOST}:sub`]: SUBJECT, [`${OTHER_HOST}:aud`]: 'sts.amazonaws.com' };
    const diagnosis = diagnosed(
      aStatement({
        ...federated(PROVIDER_ARN.replace(HOST, OTHER_HOST)),
        condition: { StringEquals: foreign },
      }),
    );
    expect(diagnosis.cause).toBe('trust.principal-mismatch');
    expect(findingOf(diagnosis, 'trust.condition-key-other-cluster')?.status).toBe('skipped');
    expect(findingOf(diagnosis, 'trust.wrong-action')?.status).toBe('pass');
  });
});

describe('trust.explicit-deny', () => {
  it('is the cause and comes without a proposed policy, with the reason', () => {
    const deny = {
      ...aStatement(withSubject('system:serviceaccount:payments:*', 'StringLike')),
      Effect: 'Deny',
      Sid: 'KeepOut',
    };
    const diagnosis = diagnosed(aStatement(), deny);
    const finding = findingOf(diagnosis, 'trust.explicit-deny');
    expect(diagnosis.cause).toBe('trust.explicit-deny');
    expect(finding?.explanation).toContain('Statement[1] (KeepOut) denies payments/api');
    expect(finding?.explanation).toContain('No corrected policy is proposed');
    expect(finding?.fix).toBeNull();
  });
});

describe('trust.undetermined', () => {
  it('leaves the question open and names the key', () => {
    const diagnosis = diagnosed(
      aStatement({
        condition: { StringEquals: { [SUB]: SUBJECT }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      }),
    );
    expect(diagnosis).toMatchObject({ verdict: 'unknown', cause: null });
    expect(diagnosis.summary).toContain('aws:SourceIp');
  });

  it('does not call a policy healthy that nobody can read', () => {
    const role = rolePiece({ trustPolicy: '<html>busy</html>' });
    expect(diagnose(situationOf({ role }), [], 0).verdict).not.toBe('healthy');
  });
});

describe('trust.too-broad', () => {
  it.each([
    ['no subject', { condition: { StringEquals: { [AUD]: 'sts.amazonaws.com' } } }],
    ['a wildcard namespace', withSubject('system:serviceaccount:*:api', 'StringLike')],
    ['a wildcard service account', withSubject('system:serviceaccount:payments:*', 'StringLike')],
  ])('warns of %s', (_what, changes) => {
    const diagnosis = diagnosed(aStatement(changes));
    expect(diagnosis).toMatchObject({ verdict: 'at-risk', cause: null });
    expect(findingOf(diagnosis, 'trust.too-broad')?.status).toBe('warn');
  });

  it('accepts a statement without an audience, as older tools wrote it', () => {
    expect(diagnosed(aStatement({ condition: { StringEquals: { [SUB]: SUBJECT } } })).verdict).toBe(
      'healthy',
    );
  });
});

describe('the corrected policy', () => {
  const two = aStatement(
    withSubject(['system:serviceaccount:payments:worker', 'system:serviceaccount:payments:gone']),
  );
  const trusted = (serviceAccount: string, exists: boolean) => ({
    namespace: 'payments',
    serviceAccount,
    exists: known('kubernetes:get serviceaccounts', `service account payments/${serviceAccount}`, exists),
  });

  it('keeps subjects that live', () => {
    const situation = situationOf({ role: trusting(two), trusted: [trusted('worker', true)] });
    const text = JSON.stringify(diagnose(situation, [], 0).fixes[0]?.document);
    expect(text).toContain('payments:worker');
    expect(text).toContain(SUBJECT);
  });

  it('quotes whatever a hostile policy holds', () => {
    const sid = { ...aStatement(withSubject("x'; rm -rf / #${boom}")) };
    const fix = diagnosed(sid).fixes[0];
    const text = fix?.commands[0]?.text ?? '';
    const word = text.slice(text.indexOf("--policy-document '") + "--policy-document '".length, -1);
    expect(word.replaceAll(`'\\''`, '')).not.toContain("'");
  });
});

describe('trust.placeholder', () => {
  it.each<readonly [string, StatementChanges, string]>([
    ['the subject', withSubject('system:serviceaccount:<namespace>:api'), '<namespace>'],
    [
      'the audience',
      { condition: { StringEquals: { [SUB]: SUBJECT, [AUD]: '${AUDIENCE}' } } },
      '${AUDIENCE}',
    ],
    [
      'the principal',
      federated(
        PROVIDER_ARN.replace(HOST, 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E'),
      ),
      'EXAMPLED539D',
    ],
    ['a key', { condition: { StringEquals: { '${OIDC_PROVIDER}:sub': SUBJECT } } }, '${OIDC_PROVIDER}:sub'],
  ])('is the one cause for one in %s', (_where, changes, found) => {
    const diagnosis = diagnosed(aStatement(changes));
    expect(diagnosis.cause).toBe('trust.placeholder');
    expect(diagnosis.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(findingOf(diagnosis, 'trust.placeholder')?.actual).toContain(found);
    expect(diagnosis.fixes[0]).toMatchObject({ kind: 'trust-policy', proof: { after: 'allowed', lost: [] } });
  });
});

describe('a condition on the session name', () => {
  const asking = (operator: string, value: unknown) =>
    trusting(
      aStatement({
        condition: {
          StringEquals: { [SUB]: SUBJECT, [AUD]: 'sts.amazonaws.com' },
          [operator]: { 'sts:RoleSessionName': value },
        },
      }),
    );
  const named = (...names: readonly (string | null)[]) =>
    podsPiece(
      aPod({ containers: names.map((sessionName, index) => aContainer({ name: `c${index}`, sessionName })) }),
    );
  const at = (operator: string, value: unknown, pods = named(null)) =>
    diagnose(situationOf({ role: asking(operator, value), pods }), [], 0);

  it.each<readonly [string, string, unknown, readonly (string | null)[]]>([
    ['nobody sets it', 'StringLike', 'api', [null]],
    ['the pods set another', 'StringLike', 'api', ['worker']],
    ['one container sets another', 'StringLike', ['api', 'web'], ['api', 'worker']],
    ['one container sets none', 'StringLike', 'api', ['api', null]],
    ['the pods set another than the pattern', 'StringLike', 'api-*', ['worker']],
  ])('is the cause where %s', (_what, operator, value, names) => {
    const diagnosis = at(operator, value, named(...names));
    expect(diagnosis).toMatchObject({ verdict: 'broken', cause: 'trust.session-name' });
    expect(diagnosis.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
  });

  it.each<readonly [string, unknown, readonly (string | null)[]]>([
    ['StringLike', 'api', ['api']],
    ['StringLike', ['web', 'api'], ['api', 'web']],
    ['StringLike', 'api-?', ['api-1']],
  ])('is met by pods that set it: %s %j', (operator, value, names) => {
    expect(at(operator, value, named(...names)).verdict).toBe('healthy');
  });

  it.each<readonly [string, string, unknown]>([
    ['a pattern that the name of an SDK may fit', 'StringLike', 'botocore-session-*'],
    ['an operator that shuts out', 'StringNotLike', 'admin'],
  ])('is open for %s', (_what, operator, value) => {
    const diagnosis = at(operator, value);
    expect(diagnosis.verdict).toBe('unknown');
    expect(findingOf(diagnosis, 'trust.session-name')?.explanation).toContain('AWS_ROLE_SESSION_NAME');
  });

  it('is set in the pods by the fix', () => {
    const diagnosis = at('StringLike', 'api');
    expect(diagnosis.fixes[0]?.commands[0]?.text).toBe(
      'kubectl set env deployment/api AWS_ROLE_SESSION_NAME=api -n payments',
    );
  });

  it('leaves the question open where another condition is open besides', () => {
    const role = trusting(
      aStatement({
        condition: {
          StringEquals: { [SUB]: SUBJECT, 'sts:RoleSessionName': 'api' },
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        },
      }),
    );
    const diagnosis = diagnose(situationOf({ role, pods: named('api') }), [], 0);
    expect(diagnosis.verdict).toBe('unknown');
    expect(findingOf(diagnosis, 'trust.undetermined')?.status).toBe('unknown');
  });
});

describe('trust.caller-key', () => {
  const asking = (operator: string, key: string) =>
    diagnosed(aStatement({ condition: { StringEquals: { [SUB]: SUBJECT }, [operator]: { [key]: 'o-1' } } }));

  it.each(['aws:PrincipalOrgID', 'aws:principalarn', 'aws:PrincipalTag/team', 'aws:username'])(
    'says of %s that it most likely keeps everybody out, and does not claim to know',
    (key) => {
      const diagnosis = asking('StringLike', key);
      expect(diagnosis).toMatchObject({ verdict: 'unknown', cause: null });
      expect(findingOf(diagnosis, 'trust.caller-key')).toMatchObject({
        status: 'unknown',
        explanation: expect.stringMatching(/as far as is known.*does not say so in writing/),
      });
      expect(findingOf(diagnosis, 'trust.undetermined')?.status).toBe('pass');
    },
  );

  it.each([
    ['StringNotEquals', 'aws:PrincipalOrgID'],
    ['StringLike', 'aws:SourceVpc'],
  ])('leaves %s %s to what cannot be known', (operator, key) => {
    const diagnosis = asking(operator, key);
    expect(findingOf(diagnosis, 'trust.caller-key')).toBeUndefined();
  });
});

describe('trust.negated-element', () => {
  it('warns of NotAction in a statement that lets in', () => {
    const { Action: _action, ...statement } = { Action: '', ...aStatement() };
    const diagnosis = diagnosed({ ...statement, NotAction: 'sts:TagSession' });
    expect(diagnosis.verdict).toBe('at-risk');
    expect(findingOf(diagnosis, 'trust.negated-element')?.actual).toBe('NotAction in Statement[0]');
  });

  it('is not spoken of in a Deny', () => {
    const deny = { Effect: 'Deny', Principal: '*', NotAction: 'sts:AssumeRoleWithWebIdentity' };
    expect(findingOf(diagnosed(aStatement(), deny), 'trust.negated-element')).toBeUndefined();
  });
});
