import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Simulation } from '../../../src/checker/vocabulary/denied-call.ts';
import type {
  AgentPod,
  DescribedAssociation,
  Evidence,
  Pod,
} from '../../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import {
  ACCOUNT,
  ANNOTATION,
  ASSOCIATION_ID,
  aBareContainer,
  absent,
  aCluster,
  aContainer,
  accountPiece,
  accountsPiece,
  anAgent,
  anAgentPod,
  anAssociatedContainer,
  anAssociation,
  aPod,
  aPodWebhook,
  aPodWithoutIdentity,
  aProvider,
  aServiceAccount,
  aStatement,
  aSymptom,
  associatedEvidence,
  denied,
  known,
  podIdentityStatement,
  podsPiece,
  ROLE_ARN,
  situationOf,
  trusting,
  unasked,
  webhooksPiece,
} from '../evidence.ts';

const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/payments-api-old`;

function diagnosed(changes: Partial<Evidence> = {}, symptom: Symptom | null = null) {
  const diagnosis = diagnose(situationOf(associatedEvidence(changes), { symptom }), [], 0);
  const of = (what: string) => diagnosis.findings.find((finding) => finding.id === `pod-identity.${what}`);
  const fix =
    diagnosis.fixes[
      diagnosis.findings.find(({ status, fix: index }) => index !== null && status !== 'pass')?.fix ?? -1
    ];
  return { ...diagnosis, of, fix, commands: fix?.commands.map((command) => command.text) ?? [] };
}

function association(changes: Partial<DescribedAssociation>): Pick<Evidence, 'association'> {
  return { association: known('eks:DescribePodIdentityAssociation', 'association', anAssociation(changes)) };
}

function agent(desired: number, ready: number): Pick<Evidence, 'agent'> {
  return { agent: known('kubernetes:list daemonsets', 'agent', anAgent({ desired, ready })) };
}

const associatedPod = (changes: Partial<Pod> = {}) =>
  aPodWithoutIdentity({ containers: [anAssociatedContainer()], ...changes });

describe('a service account that an association serves', () => {
  it('is healthy where association, pods, agent and role are right, and web identity is not spoken of', () => {
    const told = diagnosed();
    expect(told).toMatchObject({
      verdict: 'healthy',
      cause: null,
      summary: 'payments/api on prod-eu can assume role payments-api.',
      target: { roleArn: ROLE_ARN },
    });
    expect(told.findings.filter(({ layer }) => layer === 'provider' || layer === 'trust-policy')).toEqual([]);
  });

  it('is healthy without pods, and without an issuer that nobody may read', () => {
    expect(diagnosed({ pods: podsPiece() }).verdict).toBe('healthy');
    expect(diagnosed({ issuer: denied('eks:DescribeCluster', 'issuer') }).verdict).toBe('healthy');
  });

  it.each<[string, Partial<Evidence>, string]>([
    [
      'the association',
      {
        association: denied('eks:DescribePodIdentityAssociation', 'association'),
        associationRole: unasked('iam:GetRole', 'role'),
      },
      'eks:DescribePodIdentityAssociation',
    ],
    ['the role', { associationRole: denied('iam:GetRole', 'role payments-api') }, 'iam:GetRole'],
    [
      'the agent',
      { agent: denied('list daemonsets in namespace kube-system', 'agent') },
      'list daemonsets in namespace kube-system',
    ],
    [
      'the pods',
      { pods: denied('list pods in namespace payments', 'pods') },
      'list pods in namespace payments',
    ],
    ['the cluster', { cluster: denied('eks:DescribeCluster', 'cluster prod-eu') }, 'eks:DescribeCluster'],
  ])('is unknown, naming the permission, without %s', (_what, changes, permission) => {
    const told = diagnosed(changes);
    expect(told.verdict).toBe('unknown');
    expect(told.summary).toContain(`grant ${permission}`);
  });

  it('says nothing of Pod Identity where the pods live on web identity and nobody asked', () => {
    const { findings } = diagnose(situationOf(), [], 0);
    expect(findings.filter(({ layer }) => layer === 'pod-identity')).toEqual([]);
  });
});

describe('the rules of Pod Identity', () => {
  const fargate = associatedPod({ labels: { 'eks.amazonaws.com/fargate-profile': 'p' } });
  const early = aPodWithoutIdentity({ createdAt: '2026-01-14T00:00:00Z' });
  const optedOut = aPodWithoutIdentity({ labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'x' } });
  const half = associatedPod({
    containers: [anAssociatedContainer({ environmentNames: ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] })],
  });
  const old = aCluster({ version: '1.29', platformVersion: 'eks.0' });

  it.each<[string, Partial<Evidence>, string | null, string | null]>([
    [
      'no-association',
      {
        associations: known('eks:ListPodIdentityAssociations', 'associations', []),
        association: unasked('x', 'x'),
        associationRole: unasked('x', 'x'),
        agent: unasked('x', 'x'),
      },
      'none, with its variables in pod api-7f9c6d5b4-x2x9k',
      'aws eks create-pod-identity-association --cluster-name prod-eu --namespace payments --service-account api',
    ],
    ['platform-too-old', { cluster: known('eks:DescribeCluster', 'cluster', old) }, 'eks.0', null],
    [
      'unsupported-compute',
      { pods: podsPiece(fargate) },
      'Fargate, for pod api-7f9c6d5b4-x2x9k',
      'kubectl annotate serviceaccount api',
    ],
    [
      'unsupported-compute',
      { pods: podsPiece(associatedPod({ nodeName: 'fargate-ip-10-0-1-2' })) },
      null,
      null,
    ],
    [
      'pod-older-than-association',
      { pods: podsPiece(early) },
      'created before, the first at 2026-01-14T00:00:00Z',
      'kubectl rollout restart deployment/api -n payments',
    ],
    [
      'pod-not-mutated',
      { pods: podsPiece(aPodWithoutIdentity()) },
      'none of them in pod',
      'kubectl rollout restart deployment/api -n payments',
    ],
    [
      'pod-not-mutated',
      { pods: podsPiece(optedOut) },
      'none of them in pod',
      'kubectl patch deployment/api --type=json',
    ],
    [
      'partial-environment',
      { pods: podsPiece(half) },
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE alone, in container app',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI- AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE-',
    ],
    [
      'agent-missing',
      { agent: absent('kubernetes:list daemonsets', 'agent') },
      'no such DaemonSet',
      'aws eks create-addon --cluster-name prod-eu --addon-name eks-pod-identity-agent',
    ],
    [
      'agent-not-ready',
      agent(3, 0),
      'ready on 0 of 3 nodes',
      'kubectl describe daemonset eks-pod-identity-agent',
    ],
    ['agent-not-ready', agent(0, 0), 'ready on 0 of 0 nodes', null],
    [
      'role-account',
      association({ roleArn: 'arn:aws:iam::444455556666:role/x' }),
      'arn:aws:iam::444455556666:role/x',
      '--target-role-arn arn:aws:iam::444455556666:role/x',
    ],
    [
      'role-missing',
      { associationRole: absent('iam:GetRole', 'role payments-api') },
      'no such role',
      'aws iam create-role --role-name payments-api',
    ],
    [
      'role-missing',
      association({ roleArn: `arn:aws:iam::${ACCOUNT}:role/team/payments-api` }),
      `only ${ROLE_ARN}`,
      '--path /team/',
    ],
    [
      'trust-no-statement',
      { associationRole: trusting(aStatement()) },
      'oidc-provider',
      'aws iam update-assume-role-policy --role-name payments-api',
    ],
    [
      'trust-action',
      { associationRole: trusting(podIdentityStatement({ Action: 'sts:AssumeRole' })) },
      'sts:AssumeRole',
      'sts:TagSession',
    ],
    [
      'trust-explicit-deny',
      {
        associationRole: trusting(
          podIdentityStatement(),
          podIdentityStatement({ Effect: 'Deny', Sid: 'No' }),
        ),
      },
      'Statement[1] (No) denies it',
      null,
    ],
  ])('%s is the cause', (what, changes, actual, command) => {
    const told = diagnosed(changes);
    expect(told.cause).toBe(`pod-identity.${what}`);
    if (actual !== null) expect(told.of(what)?.actual).toContain(actual);
    if (command !== null) expect(told.commands.join('\n')).toContain(command);
  });

  it.each([
    ['1.29', 'eks.1'],
    ['1.34', 'eks.1'],
    ['1.29', null],
    ['1.29', 'something'],
  ])('takes Kubernetes %s on platform %s for new enough', (version, platformVersion) => {
    const cluster = known('eks:DescribeCluster', 'cluster', aCluster({ version, platformVersion }));
    expect(diagnosed({ cluster }).verdict).toBe('healthy');
  });

  it('expects no DaemonSet on EKS Auto Mode', () => {
    const cluster = known('eks:DescribeCluster', 'cluster', aCluster({ isAutoMode: true }));
    const told = diagnosed({ cluster, agent: absent('kubernetes:list daemonsets', 'agent') });
    expect(told.verdict).toBe('healthy');
    expect(told.of('agent-missing')?.actual).toContain('Auto Mode');
  });

  it('only warns while the agent is ready on some nodes, and nobody knows on which', () => {
    expect(diagnosed(agent(3, 2))).toMatchObject({ verdict: 'at-risk', cause: null });
  });

  const NODES = ['node-a', 'node-b', 'node-c'];
  const spread = podsPiece(
    ...NODES.map((nodeName, at) => associatedPod({ nodeName, name: `api-7f9c6d5b4-${at}` })),
  );
  const agents = (...pods: readonly AgentPod[]): Pick<Evidence, 'agent'> => ({
    agent: known(
      'kubernetes:list pods',
      'agent',
      anAgent({ desired: pods.length, ready: pods.filter(({ isReady }) => isReady).length, pods }),
    ),
  });

  it('names the node without an agent and the pods on it, and no others', () => {
    const told = diagnosed({
      pods: spread,
      ...agents(anAgentPod({ nodeName: 'node-a' }), anAgentPod({ nodeName: 'node-c' })),
    });
    expect(told.cause).toBe('pod-identity.node-without-agent');
    expect(told.of('node-without-agent')).toMatchObject({
      expected: 'an agent that is ready on node-b',
      actual: 'none there, for 1 of 3 pods of deployment api (api-7f9c6d5b4-1)',
    });
    expect(told.commands).toContain('kubectl describe node node-b');
  });

  it('tells an agent that is not ready from one that is not there', () => {
    const told = diagnosed({
      pods: spread,
      ...agents(
        anAgentPod({ nodeName: 'node-a' }),
        anAgentPod({ nodeName: 'node-b', isReady: false, readySince: null }),
        anAgentPod({ nodeName: 'node-c' }),
      ),
    });
    expect(told.of('node-without-agent')?.actual).toMatch(/^one that is not ready there/);
    expect(told.commands.join('\n')).toContain('--field-selector spec.nodeName=node-b');
  });

  it('does not mind nodes without an agent that none of the pods is on', () => {
    const told = diagnosed({
      pods: podsPiece(associatedPod({ nodeName: 'node-a' }), associatedPod({ name: 'new', nodeName: null })),
      ...agents(
        anAgentPod({ nodeName: 'node-a' }),
        anAgentPod({ nodeName: 'node-b', isReady: false, readySince: null }),
      ),
    });
    expect(told.verdict).toBe('healthy');
    expect(told.of('agent-not-ready')?.actual).toBe('ready on 1 of 2 nodes');
  });

  it('expects no pod of the agent on nodes of EKS Auto Mode, nor on Fargate', () => {
    const cluster = known('eks:DescribeCluster', 'cluster', aCluster({ isAutoMode: true }));
    const elsewhere = agents(anAgentPod({ nodeName: 'another' }));
    expect(diagnosed({ cluster, pods: spread, ...elsewhere }).verdict).toBe('healthy');
    const onFargate = diagnosed({ pods: podsPiece(fargate), ...elsewhere });
    expect(onFargate.cause).toBe('pod-identity.unsupported-compute');
    expect(onFargate.of('node-without-agent')?.status).toBe('pass');
  });

  it('expects nobody to be served on Windows', () => {
    const windows = associatedPod({ operatingSystem: { selected: 'windows', needed: null } });
    const told = diagnosed({ pods: podsPiece(windows) });
    expect(told.cause).toBe('pod-identity.unsupported-compute');
    expect(told.of('unsupported-compute')?.actual).toContain('Windows, for pod');
  });

  it('tells a pod that was there before the agent of its node from one that something keeps from it', () => {
    const symptom = aSymptom({ kind: 'web-identity-config', detail: 'agent-unreachable' });
    const pods = podsPiece(associatedPod({ nodeName: 'node-a', createdAt: '2026-02-01T00:00:00Z' }));
    const late = agents(anAgentPod({ nodeName: 'node-a', readySince: '2026-02-01T00:00:30Z' }));
    const told = diagnosed({ pods, ...late }, symptom).of('agent-unreachable')?.explanation;
    expect(told).toContain('came to node node-a before the agent was ready there at 2026-02-01T00:00:30Z');
    const early = agents(anAgentPod({ nodeName: 'node-a', readySince: '2026-01-31T00:00:00Z' }));
    expect(diagnosed({ pods, ...early }, symptom).of('agent-unreachable')?.explanation).not.toContain('came');
  });

  it.each([
    [['HTTP_PROXY'], 'at-risk'],
    [['http_proxy'], 'at-risk'],
    [['HTTPS_PROXY'], 'healthy'],
    [['HTTP_PROXY', 'no_proxy'], 'healthy'],
  ])('of a container with %o: %s', (names, verdict) => {
    const container = anAssociatedContainer();
    const environmentNames = [...container.environmentNames, ...names];
    const pods = podsPiece(associatedPod({ containers: [{ ...container, environmentNames }] }));
    expect(diagnosed({ pods }).verdict).toBe(verdict);
  });

  it('calls pods older only where both times are known', () => {
    const pods = podsPiece(early);
    const told = diagnosed({ pods, ...association({ createdAt: null }) });
    expect(told.cause).toBe('pod-identity.pod-not-mutated');
  });
});

describe('pod-identity.trust-condition', () => {
  const asking = (operator: string, key: string, value: string) => ({
    associationRole: trusting(podIdentityStatement({ Condition: { [operator]: { [key]: value } } })),
  });

  it.each<[string, Partial<Evidence>, string]>([
    [
      'another namespace',
      asking('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'payment'),
      'EKS sends payments.',
    ],
    [
      'the association as the source',
      asking('ArnLike', 'aws:SourceArn', 'arn:aws:eks:*:*:podidentityassociation/*'),
      'The source of the call is the cluster, arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
    ],
    ['an organization', asking('StringEquals', 'aws:PrincipalOrgID', 'o-1'), 'aws:SourceOrgID'],
    ['a key that is not sent', asking('StringEquals', 'aws:RequestTag/team', 'x'), 'EKS sends no such key.'],
  ])('explains %s', (_what, changes, words) => {
    const told = diagnosed(changes);
    expect(told.cause).toBe('pod-identity.trust-condition');
    expect(told.of('trust-condition')?.explanation).toContain(words);
    expect(told.fix).toMatchObject({ kind: 'trust-policy', proof: { after: 'allowed', lost: [] } });
  });

  const tags = asking('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'payments');

  it('has the tags switched on again rather than the cluster let in', () => {
    const told = diagnosed({ ...tags, ...association({ hasSessionTags: false }) });
    expect(told.fix).toMatchObject({ kind: 'pod-identity-association' });
    expect(told.commands).toEqual([
      `aws eks update-pod-identity-association --cluster-name prod-eu --association-id ${ASSOCIATION_ID} --no-disable-session-tags --region eu-west-1`,
    ]);
  });

  it('corrects the policy where a session policy keeps the tags off', () => {
    const told = diagnosed({ ...tags, ...association({ hasSessionTags: false, sessionPolicy: '{}' }) });
    expect(told.fix?.kind).toBe('trust-policy');
  });
});

describe('pod-identity.trust-undetermined', () => {
  it('keeps open what hangs on the organization of the source', () => {
    const statement = podIdentityStatement({ Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } });
    const told = diagnosed({ associationRole: trusting(statement) });
    expect(told).toMatchObject({ verdict: 'unknown', cause: null });
    expect(told.summary).toContain('aws:SourceOrgID (o-1)');
  });
});

describe('a target role', () => {
  const target = `arn:aws:iam::${ACCOUNT}:role/vault`;
  const foreign = 'arn:aws:iam::444455556666:role/vault';
  const externalId = 'eu-west-1/111122223333/prod-eu/payments/api';
  const trustingFirst = (arn: string, changes: object = {}) => {
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: ROLE_ARN },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      ...changes,
    };
    const role = trusting(statement);
    return role.state === 'known' ? { ...role, value: { ...role.value, arn, name: 'vault' } } : role;
  };
  const withTarget = (arn: string, targetRole: Evidence['targetRole']) => ({
    ...association({ targetRoleArn: arn, externalId }),
    targetRole,
  });

  it('of the same account that trusts the first role by name is enough', () => {
    expect(diagnosed(withTarget(target, trustingFirst(target))).verdict).toBe('healthy');
  });

  const simulated = (...decisions: readonly (Simulation['decision'] | Partial<Simulation>)[]) => ({
    targetPermission: ['sts:AssumeRole', 'sts:TagSession'].map((action, at) => {
      const given = decisions[at] ?? 'allowed';
      const value: Simulation = {
        decision: 'implicitDeny',
        matched: [],
        isAllowedByOrganization: true,
        isAllowedByBoundary: null,
        ...(typeof given === 'string' ? { decision: given } : given),
      };
      return {
        action,
        simulation: known('iam:SimulatePrincipalPolicy', `${action} by role payments-api`, value),
      };
    }),
  });

  it('of another account is enough where the first role is permitted both calls', () => {
    const evidence = { ...withTarget(foreign, trustingFirst(foreign)), ...simulated() };
    expect(diagnosed(evidence).verdict).toBe('healthy');
  });

  it('of another account needs a policy of the first role, which is proposed for what is missing', () => {
    const told = diagnosed({
      ...withTarget(foreign, trustingFirst(foreign)),
      ...simulated('allowed', 'implicitDeny'),
    });
    expect(told.cause).toBe('pod-identity.target-permission');
    expect(told.of('target-permission')?.actual).toMatch(/^sts:TagSession not allowed/);
    expect(told.fix?.document).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sts:TagSession'], Resource: foreign }],
    });
  });

  it.each<[string, Partial<Simulation>, RegExp]>([
    ['a Deny', { decision: 'explicitDeny', matched: ['fence'] }, /Policy fence denies it/],
    ['the organisation', { isAllowedByOrganization: false }, /service control policy/],
  ])('proposes no policy where %s is in the way', (_what, result, words) => {
    const told = diagnosed({ ...withTarget(foreign, trustingFirst(foreign)), ...simulated(result) });
    expect(told.of('target-permission')).toMatchObject({
      status: 'fail',
      explanation: expect.stringMatching(words),
      fix: null,
    });
  });

  it('leaves open what hangs on a condition, and what the simulator may not be asked', () => {
    const evidence = withTarget(foreign, trustingFirst(foreign));
    const open = diagnosed({ ...evidence, ...simulated({ missingKeys: ['aws:PrincipalTag/team'] }) });
    expect(open.verdict).toBe('unknown');
    expect(open.summary).toContain('aws:PrincipalTag/team');
    const simulation = denied<Simulation>(
      'iam:SimulatePrincipalPolicy',
      'sts:AssumeRole by role payments-api',
    );
    const refused = diagnosed({ ...evidence, targetPermission: [{ action: 'sts:AssumeRole', simulation }] });
    expect(refused.verdict).toBe('unknown');
    expect(refused.summary).toContain('grant iam:SimulatePrincipalPolicy');
    expect(diagnosed(evidence).verdict).toBe('unknown');
  });

  it('that trusts only the account leaves it to the first role as well', () => {
    const role = trustingFirst(target, { Principal: { AWS: ACCOUNT } });
    expect(diagnosed(withTarget(target, role)).verdict).toBe('unknown');
    expect(diagnosed({ ...withTarget(target, role), ...simulated() }).verdict).toBe('healthy');
  });

  it.each<[string, object, string]>([
    ['another role', { Principal: { AWS: OTHER_ROLE } }, OTHER_ROLE],
    ['no tags', { Action: 'sts:AssumeRole' }, 'sts:AssumeRole'],
    ['another external id', { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }, 'sts:ExternalId: x'],
  ])('that takes %s is the cause, and is corrected', (_what, changes, actual) => {
    const told = diagnosed(withTarget(target, trustingFirst(target, changes)));
    expect(told.cause).toBe('pod-identity.target-trust');
    expect(told.of('target-trust')?.actual).toContain(actual);
    expect(told.fix).toMatchObject({ kind: 'trust-policy', title: 'Correct the trust policy of role vault' });
    expect(told.of('target-permission')?.status).toBe('skipped');
  });

  it('that does not exist is the cause', () => {
    expect(diagnosed(withTarget(target, absent('iam:GetRole', 'role vault'))).cause).toBe(
      'pod-identity.target-role-missing',
    );
  });
});

describe('web identity and Pod Identity at once', () => {
  const annotated = accountPiece({ annotations: { [ANNOTATION]: OTHER_ROLE } });
  const old = trusting(aStatement());
  const role = old.state === 'known' ? { ...old, value: { ...old.value, arn: OTHER_ROLE } } : old;
  const provider = known('iam:GetOpenIDConnectProvider', 'provider', aProvider());
  const both = { role, provider };
  const byWebIdentity = aPod({ name: 'api-old', containers: [aContainer({ roleArn: OTHER_ROLE })] });

  it('is fine where both lead to the same role', () => {
    const told = diagnosed({ serviceAccount: accountPiece(), role: trusting(aStatement()), provider });
    expect(told.of('both-mechanisms')?.status).toBe('pass');
  });

  it('says that the annotation does nothing where the pods live on the association', () => {
    const told = diagnosed({ ...both, serviceAccount: annotated });
    expect(told).toMatchObject({ verdict: 'at-risk', cause: null });
    expect(told.of('both-mechanisms')?.explanation).toContain('the webhook takes the association');
  });

  it('says that SDKs try web identity first where one container has both', () => {
    const container = aContainer({
      roleArn: OTHER_ROLE,
      environmentNames: [
        'AWS_ROLE_ARN',
        'AWS_WEB_IDENTITY_TOKEN_FILE',
        'AWS_CONTAINER_CREDENTIALS_FULL_URI',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
      ],
    });
    const told = diagnosed({ ...both, pods: podsPiece(aPod({ containers: [container] })) });
    expect(told.of('both-mechanisms')).toMatchObject({
      status: 'warn',
      actual: expect.stringContaining(`${OTHER_ROLE}, by web identity, in container app`),
      explanation: expect.stringContaining('SDKs try web identity first'),
    });
  });

  it('counts the pods that keep web identity from before the association', () => {
    const told = diagnosed({
      ...both,
      serviceAccount: annotated,
      pods: podsPiece(associatedPod(), byWebIdentity),
    });
    expect(told.of('both-mechanisms')).toMatchObject({
      status: 'warn',
      actual: expect.stringContaining('1 of 2 pods'),
      explanation: expect.stringContaining('until they are created anew'),
    });
  });

  it('only warns of an association that does not work while all pods live on web identity', () => {
    const told = diagnosed({
      ...both,
      pods: podsPiece(byWebIdentity),
      agent: absent('kubernetes:list daemonsets', 'agent'),
    });
    expect(told.of('agent-missing')).toMatchObject({
      status: 'warn',
      explanation: expect.stringContaining('The pods use web identity now'),
    });
    expect(told.cause).toBeNull();
  });

  it('is broken where pods of both kinds are there and one of them cannot work', () => {
    const told = diagnosed({
      ...both,
      serviceAccount: annotated,
      pods: podsPiece(associatedPod(), byWebIdentity),
      agent: absent('kubernetes:list daemonsets', 'agent'),
    });
    expect(told.cause).toBe('pod-identity.agent-missing');
  });
});

describe('pod-identity.association-astray', () => {
  const near = { id: 'a-9', namespace: 'payments', serviceAccount: 'ap' };
  const without = (...accounts: readonly string[]): Partial<Evidence> => ({
    associations: known('eks:ListPodIdentityAssociations', 'associations', []),
    association: unasked('x', 'x'),
    associationRole: unasked('x', 'x'),
    agent: unasked('x', 'x'),
    astray: known('eks:ListPodIdentityAssociations', 'all', [near]),
    siblings: accountsPiece(...accounts.map((name) => aServiceAccount({ name }))),
    pods: podsPiece(),
  });

  it('is the cause where the association names a service account that does not exist', () => {
    const told = diagnosed(without('api'));
    expect(told.cause).toBe('pod-identity.association-astray');
    expect(told.of('association-astray')).toMatchObject({ expected: 'payments/api', actual: 'payments/ap' });
  });

  it('leaves the associations of others to them', () => {
    const told = diagnosed(without('api', 'ap'));
    expect(told.cause).toBe('service-account.annotation-missing');
  });
});

describe('what only an error tells of Pod Identity', () => {
  const deniedBy = (changes: Partial<Symptom>) =>
    aSymptom({ kind: 'downstream-denied', action: 's3:PutObject', ...changes });
  const narrowed = association({ sessionPolicy: '{"Statement":[]}', hasSessionTags: false });

  it.each<[string, Partial<Evidence>, Partial<Symptom>, string | null, string]>([
    [
      'a session policy by name',
      narrowed,
      { denyReason: 'session' },
      'pod-identity.session-policy',
      'broken',
    ],
    ['no policy by name', narrowed, {}, null, 'at-risk'],
    ['a boundary', narrowed, { denyReason: 'boundary' }, null, 'healthy'],
    ['a session policy where there is none', {}, { denyReason: 'session' }, null, 'healthy'],
    [
      'tagging',
      {},
      { action: 'sts:TagSession', resource: 'arn:aws:iam::444455556666:role/next' },
      'pod-identity.tag-session-denied',
      'broken',
    ],
    [
      'tagging where tags are off',
      association({ hasSessionTags: false }),
      { action: 'sts:TagSession' },
      null,
      'healthy',
    ],
  ])('blames %s', (_what, changes, symptom, cause, verdict) => {
    const told = diagnosed(changes, deniedBy(symptom));
    expect(told.cause).toBe(cause);
    expect(
      told.findings.filter(({ layer }) => layer === 'pod-identity').map(({ status }) => status),
    ).toContain(verdict === 'healthy' ? 'pass' : verdict === 'broken' ? 'fail' : 'warn');
    expect(told.verdict).toBe(verdict);
  });
});

describe('what only the words of an error tell of Pod Identity', () => {
  it.each<[string, Symptom['detail'], Partial<Evidence>, string | null]>([
    ['an SDK that refuses the agent', 'agent-address-refused', {}, 'pod-identity.sdk-refuses-agent'],
    ['an agent that does not answer', 'agent-unreachable', {}, 'pod-identity.agent-unreachable'],
    ['an agent that is not ready', 'agent-unreachable', agent(3, 0), 'pod-identity.agent-not-ready'],
    [
      'an agent that is not there',
      'agent-unreachable',
      { agent: absent('kubernetes:list daemonsets', 'agent') },
      'pod-identity.agent-missing',
    ],
    ['tags that do not fit', 'session-tags-too-large', {}, 'pod-identity.session-tags-too-large'],
    ['tags that are off', 'session-tags-too-large', association({ hasSessionTags: false }), null],
  ])('%s', (_what, detail, changes, cause) => {
    const symptom = aSymptom({ kind: 'web-identity-config', ...(detail === undefined ? {} : { detail }) });
    expect(diagnosed(changes, symptom).cause).toBe(cause);
  });
});

describe('an error that was made with the role of the node', () => {
  const ofNode: Partial<Symptom> = {
    kind: 'downstream-denied',
    action: 's3:ListBucket',
    nodeRole: true,
    principalArn: `arn:aws:sts::${ACCOUNT}:assumed-role/nodes/i-0a1b2c3d4e5f60718`,
    roleName: 'nodes',
    accountId: ACCOUNT,
    sessionName: 'i-0a1b2c3d4e5f60718',
  };
  const ofAgent = { ...ofNode, action: 'eks-auth:AssumeRoleForPodIdentity' };

  it('shows that the process does not ask the agent, where all is set up for it', () => {
    const told = diagnosed({}, aSymptom(ofNode));
    expect(told.cause).toBe('pod-identity.credentials-unused');
    expect(told.of('credentials-unused')?.explanation).toMatch(/Do not give the node's role/);
  });

  it.each<[string, Partial<Evidence>, string]>([
    ['no agent', agent(3, 0), 'pod-identity.agent-not-ready'],
    ['a pod without it', { pods: podsPiece(aPodWithoutIdentity()) }, 'pod-identity.pod-not-mutated'],
    [
      'static keys',
      {
        pods: podsPiece(
          associatedPod({
            containers: [
              anAssociatedContainer({
                environmentNames: [
                  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
                  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
                  'AWS_ACCESS_KEY_ID',
                  'AWS_SECRET_ACCESS_KEY',
                ],
              }),
            ],
          }),
        ),
      },
      'pod.static-keys',
    ],
    [
      'a role that does not trust',
      { associationRole: trusting(aStatement()) },
      'pod-identity.trust-no-statement',
    ],
  ])('is explained by %s better', (_what, changes, cause) => {
    const told = diagnosed(changes, aSymptom(ofNode));
    expect(told.cause).toBe(cause);
    expect(told.of('credentials-unused')?.status).not.toBe('fail');
  });

  it('is a matter of web identity where the pods have both', () => {
    const both = aPod({
      containers: [
        aContainer({
          environmentNames: [
            'AWS_ROLE_ARN',
            'AWS_WEB_IDENTITY_TOKEN_FILE',
            'AWS_CONTAINER_CREDENTIALS_FULL_URI',
          ],
        }),
      ],
    });
    const role = trusting(aStatement());
    const told = diagnosed(
      {
        serviceAccount: accountPiece(),
        pods: podsPiece(both),
        role,
        provider: known('iam:GetOpenIDConnectProvider', 'provider', aProvider()),
      },
      aSymptom(ofNode),
    );
    expect(told.cause).toBe('application.web-identity-unused');
    expect(told.of('credentials-unused')?.status).toBe('skipped');
  });

  it("is about the node's own permission where it is the agent's call, and then that is what to grant", () => {
    const told = diagnosed({}, aSymptom(ofAgent));
    expect(told.findings.filter(({ status }) => status === 'fail' || status === 'warn')).toMatchObject([
      { id: 'pod-identity.node-permission' },
    ]);
    expect(told.cause).toBe('pod-identity.node-permission');
    expect(told.commands).toEqual([
      'aws iam attach-role-policy --role-name nodes --policy-arn arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
    ]);
  });

  it('offers no policy of the role where the error names another that refuses', () => {
    const told = diagnosed({}, aSymptom({ ...ofAgent, denyReason: 'vpce' }));
    expect(told.of('node-permission')?.explanation).toContain('VPC endpoint');
    expect(told.commands).toEqual([]);
  });
});

describe('a pod that an association should serve', () => {
  it('is kept out by the webhook where that does not see it: to create it anew would not help', () => {
    const keepsOut = aPodWebhook({
      objectSelector: [{ key: 'app', operator: 'NotIn', values: ['api'] }],
    });
    const bare = aPodWithoutIdentity({ labels: { app: 'api' } });
    const told = diagnosed({ pods: podsPiece(bare), webhooks: webhooksPiece(keepsOut) });
    expect(told.cause).toBe('webhook.does-not-select');
    expect(told.of('pod-not-mutated')?.status).toBe('skipped');
  });

  it('is told of a cluster without a webhook, and not to take the role by web identity', () => {
    const told = diagnosed({ pods: podsPiece(aPodWithoutIdentity()), webhooks: webhooksPiece() });
    expect(told.cause).toBe('webhook.missing');
    expect(told.findings.find(({ id }) => id === 'webhook.missing')?.fix).toBeNull();
  });

  it('may have a container that an annotation leaves out on purpose', () => {
    const pod = associatedPod({
      annotations: { 'eks.amazonaws.com/skip-containers': 'proxy' },
      containers: [anAssociatedContainer(), aBareContainer({ name: 'proxy' })],
    });
    expect(diagnosed({ pods: podsPiece(pod) }).verdict).toBe('healthy');
  });
});

describe('an error that contradicts what Pod Identity shows', () => {
  const says = (detail: NonNullable<Symptom['detail']>) => aSymptom({ kind: 'web-identity-config', detail });

  it('warns where EKS was refused what the trust policy allows, and leaves a refusal to its own rule', () => {
    expect(diagnosed({}, says('associated-role-refused'))).toMatchObject({ verdict: 'at-risk', cause: null });
    const refused = diagnosed({ associationRole: trusting(aStatement()) }, says('associated-role-refused'));
    expect(refused.cause).toBe('pod-identity.trust-no-statement');
    expect(refused.of('refused-all-the-same')).toBeUndefined();
  });

  it('warns where EKS found no association and there is one, with its age', () => {
    const told = diagnosed({}, says('association-not-found'));
    expect(told.verdict).toBe('at-risk');
    expect(told.of('association-not-found')?.actual).toContain('there since 2026-01-15T00:00:00Z');
    const none = diagnosed(
      {
        associations: known('eks:ListPodIdentityAssociations', 'associations', []),
        association: unasked('x', 'x'),
      },
      says('association-not-found'),
    );
    expect(none.cause).toBe('pod-identity.no-association');
  });

  it('says whose token STS was given where the pods have none for it', () => {
    const symptom = aSymptom({ kind: 'invalid-identity-token', detail: 'incorrect-audience' });
    const told = diagnosed({}, symptom);
    expect(told.cause).toBe('token.other-audience');
    const finding = told.findings.find(({ id }) => id === 'token.other-audience');
    expect(finding?.explanation).toContain('pods.eks.amazonaws.com');
  });
});

describe('pod-identity.sdk-too-old', () => {
  it.each([
    ['amazon/aws-cli:2.14.9', 'at-risk'],
    ['amazon/aws-cli:1.29.85', 'at-risk'],
    ['amazon/aws-cli:2.15.0', 'healthy'],
    ['amazon/aws-cli:1.30', 'healthy'],
    ['amazon/aws-cli:2', 'healthy'],
    ['amazon/aws-cli:3.0.0', 'healthy'],
    ['registry.example/tools/boto3:1.34.40', 'at-risk'],
    ['registry.example/app:1.0.0', 'healthy'],
  ])('%s: %s', (image, verdict) => {
    const pods = podsPiece(associatedPod({ containers: [anAssociatedContainer({ image })] }));
    expect(diagnosed({ pods }).verdict).toBe(verdict);
  });
});

describe('pod-identity.association-wanted', () => {
  it('offers the association where the role trusts Pod Identity and the service account is annotated', () => {
    const diagnosis = diagnose(
      situationOf({
        role: trusting(podIdentityStatement()),
        associations: known('eks:ListPodIdentityAssociations', 'associations', []),
      }),
      [],
      0,
    );
    expect(diagnosis.cause).toBe('trust.no-web-identity-statement');
    const wanted = diagnosis.findings.find(({ id }) => id === 'pod-identity.association-wanted');
    expect(wanted?.status).toBe('warn');
    expect(diagnosis.fixes[wanted?.fix ?? -1]?.commands[0]?.text).toContain(`--role-arn ${ROLE_ARN}`);
    expect(diagnosis.fixes.map(({ kind }) => kind).toSorted()).toEqual([
      'pod-identity-association',
      'trust-policy',
    ]);
  });
});
