import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence } from '../../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  ANNOTATION,
  absent,
  aCluster,
  accountPiece,
  accountsPiece,
  annotated,
  aPod,
  aPodWithoutIdentity,
  aProvider,
  aServiceAccount,
  aStatement,
  denied,
  failed,
  HOST,
  known,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  SUBJECT,
  situationOf,
  trusting,
  unasked,
} from '../evidence.ts';

const noRole: Partial<Evidence> = {
  role: unasked('iam:GetRole', 'role'),
  provider: unasked('iam:GetOpenIDConnectProvider', 'OIDC provider'),
};
const noAssociation = known('eks:ListPodIdentityAssociations', 'Pod Identity associations', []);
const without = accountPiece({ annotations: {}, annotatedAt: null });

function diagnosed(changes: Partial<Evidence>) {
  const diagnosis = diagnose(situationOf(changes), [], 0);
  const of = (id: string) => diagnosis.findings.find((finding) => finding.id === id);
  const fix = diagnosis.fixes[of(diagnosis.cause ?? '')?.fix ?? -1];
  return { ...diagnosis, of, fix, commands: fix?.commands.map((command) => command.text) ?? [] };
}

describe('service-account.missing', () => {
  it('is the cause when the service account does not exist', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: absent('kubernetes:get serviceaccounts', 'service account payments/api'),
      pods: podsPiece(),
    });
    expect(told.cause).toBe('service-account.missing');
    expect(told.commands[0]).toBe('kubectl create serviceaccount api -n payments');
    expect(told.of('service-account.annotation-missing')?.status).toBe('skipped');
  });

  it('is unknown, naming the permission, when the service account may not be read', () => {
    const told = diagnosed({
      serviceAccount: denied('get serviceaccounts in namespace payments', 'service account payments/api'),
    });
    expect(told.of('service-account.missing')).toMatchObject({ status: 'unknown' });
    expect(told.summary).toContain('grant get serviceaccounts in namespace payments');
  });
});

describe('service-account.annotation-missing', () => {
  it('is the cause when nothing names a role and no association serves the service account', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations: noAssociation,
      pods: podsPiece(),
    });
    expect(told.cause).toBe('service-account.annotation-missing');
    expect(told.commands).toEqual([
      `kubectl annotate serviceaccount api -n payments ${ANNOTATION}=arn:aws:iam::${ACCOUNT}:role/ROLE_NAME --overwrite`,
    ]);
    expect(told.of('service-account.annotation-missing')?.explanation).toContain(
      "The node's role needs no change.",
    );
  });

  it('does not blame a service account that a Pod Identity association serves', () => {
    const associations = known('eks:ListPodIdentityAssociations', 'Pod Identity associations', [
      { id: 'a-1234', namespace: 'payments', serviceAccount: 'api' },
    ]);
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations,
      pods: podsPiece(aPodWithoutIdentity()),
    });
    expect(told.of('service-account.annotation-missing')).toMatchObject({
      status: 'skipped',
      explanation: expect.stringContaining('Pod Identity association a-1234'),
    });
  });

  it('stays open without pods when associations may not be read', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations: denied('eks:ListPodIdentityAssociations', 'Pod Identity associations'),
      pods: podsPiece(),
    });
    expect(told.verdict).toBe('unknown');
    expect(told.summary).toContain('eks:ListPodIdentityAssociations');
  });

  it('is certain when associations may not be read but the pods have no credentials of any kind', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations: denied('eks:ListPodIdentityAssociations', 'Pod Identity associations'),
      pods: podsPiece(aPodWithoutIdentity()),
    });
    expect(told.cause).toBe('service-account.annotation-missing');
  });

  it('is the cause where the API for associations does not exist at all', () => {
    const associations = failed<never>('eks:ListPodIdentityAssociations', 'Pod Identity associations');
    expect(diagnosed({ ...noRole, serviceAccount: without, associations, pods: podsPiece() }).cause).toBe(
      'service-account.annotation-missing',
    );
  });

  it('only warns while the pods still carry a web identity', () => {
    const told = diagnosed({ serviceAccount: without, associations: noAssociation });
    expect(told.verdict).toBe('at-risk');
    expect(told.of('service-account.annotation-missing')?.status).toBe('warn');
  });
});

describe('service-account.annotation-key', () => {
  it.each([
    ['iam.amazonaws.com/role', 'payments-api'],
    ['eks.amazonaws.com/role_arn', ROLE_ARN],
    ['EKS.amazonaws.com/Role-ARN', ROLE_ARN],
    ['example.com/anything', `${ROLE_ARN}\n`],
  ])('takes %s for a role annotation under the wrong key', (key, value) => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: accountPiece({ annotations: { [key]: value } }),
      associations: noAssociation,
      pods: podsPiece(),
    });
    expect(told.cause).toBe('service-account.annotation-key');
    expect(told.of('service-account.annotation-key')).toMatchObject({ expected: ANNOTATION, actual: key });
    expect(told.commands[1]).toBe(`kubectl annotate serviceaccount api -n payments ${key}-`);
    expect(told.of('service-account.annotation-missing')?.status).toBe('skipped');
  });

  it('leaves other annotations alone', () => {
    const annotations = {
      'meta.helm.sh/release-name': 'payments',
      [ANNOTATION]: ROLE_ARN,
      'eks.amazonaws.com/role': ROLE_ARN,
    };
    expect(diagnosed({ serviceAccount: accountPiece({ annotations }) }).verdict).toBe('healthy');
  });
});

describe('service-account.annotation-misplaced', () => {
  it('finds the annotation on the pod and moves it', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations: noAssociation,
      pods: podsPiece(aPodWithoutIdentity({ annotations: { [ANNOTATION]: ROLE_ARN } })),
    });
    expect(told.cause).toBe('service-account.annotation-misplaced');
    expect(told.commands).toEqual([
      `kubectl annotate serviceaccount api -n payments ${ANNOTATION}=${ROLE_ARN} --overwrite`,
      'kubectl rollout restart deployment/api -n payments',
    ]);
  });
});

describe('service-account.annotation-whitespace', () => {
  it.each([
    [`${ROLE_ARN}\n`, 'a line break'],
    [` ${ROLE_ARN}`, 'white space'],
    [`"${ROLE_ARN}"`, 'quotes'],
  ])('is the cause for %j', (value, stray) => {
    const told = diagnosed({ serviceAccount: annotated(value) });
    expect(told.cause).toBe('service-account.annotation-whitespace');
    const finding = told.of('service-account.annotation-whitespace');
    expect(finding).toMatchObject({ expected: JSON.stringify(ROLE_ARN), actual: JSON.stringify(value) });
    expect(finding?.explanation).toContain(stray);
    expect(told.fix?.diff).toContain(`+${ANNOTATION}: ${JSON.stringify(ROLE_ARN)}`);
    expect(told.of('service-account.annotation-malformed')?.status).toBe('pass');
    expect(told.of('pod.other-role')?.status).toBe('pass');
  });
});

describe('service-account.annotation-malformed', () => {
  it.each([
    ['payments-api', 'a name, not an ARN'],
    ['', 'is empty'],
    ['${ROLE_ARN}', 'placeholder'],
    [`arn:aws:iam::<ACCOUNT_ID>:role/payments-api`, 'placeholder'],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/payments-api/session`, 'a session'],
    [`arn:aws:iam::${ROLE_ARN}`, 'twice'],
    [`arn:aws:iam::${ACCOUNT}:policy/payments-api`, 'a policy'],
    [`arn:aws:iam::${ACCOUNT}:instance-profile/payments-api`, 'an instance profile'],
    ['arn:aws:iam::11112222333:role/payments-api', 'twelve digits'],
    [`arn:aws:iam::::${ACCOUNT}:role/payments-api`, 'not in the form'],
  ])('is the cause for %j and says what that is', (value, what) => {
    const told = diagnosed({ serviceAccount: annotated(value) });
    expect(told.cause).toBe('service-account.annotation-malformed');
    expect(told.of('service-account.annotation-malformed')?.explanation).toContain(what);
  });

  it("offers the role's own ARN where the role could be read behind the malformed value", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/team/payments-api`;
    const told = diagnosed({
      serviceAccount: annotated('payments-api'),
      role: rolePiece({ arn, path: '/team/' }),
    });
    expect(told.commands[0]).toContain(`${ANNOTATION}=${arn}`);
  });
});

describe('pods behind a service account', () => {
  it('are healthy with web identity and newer than the annotation', () => {
    const told = diagnosed({ pods: podsPiece(aPod(), aPod({ name: 'api-2' })) });
    expect(told).toMatchObject({ verdict: 'healthy', cause: null, fixes: [] });
  });
});

describe('service-account.missing, and what was meant', () => {
  const missing = {
    ...noRole,
    serviceAccount: absent<never>('kubernetes:list serviceaccounts', 'service account payments/api'),
    pods: podsPiece(),
  };

  it('names the same name elsewhere and names much like it here', () => {
    const told = diagnosed({
      ...missing,
      siblings: accountsPiece(aServiceAccount({ name: 'apis' }), aServiceAccount({ name: 'worker' })),
      namesakes: accountsPiece(aServiceAccount({ namespace: 'payments-v2' })),
    });
    expect(told.of('service-account.missing')?.explanation).toContain(
      'There is payments/apis, payments-v2/api.',
    );
  });

  it('names nothing where nothing is like it', () => {
    const told = diagnosed({ ...missing, siblings: accountsPiece(), namesakes: accountsPiece() });
    expect(told.of('service-account.missing')?.explanation).not.toContain('There is payments');
  });

  it('offers the annotation with a word to replace, since the role is not known', () => {
    expect(diagnosed(missing).commands[1]).toContain(`${ANNOTATION}=arn:aws:iam::${ACCOUNT}:role/ROLE_NAME`);
  });
});

describe('service-account.annotated-elsewhere', () => {
  const bare = {
    ...noRole,
    serviceAccount: without,
    pods: podsPiece(aPodWithoutIdentity()),
    associations: noAssociation,
  };
  const elsewhere = aServiceAccount({ namespace: 'payments-old' });

  it('is the one cause where the same name in another namespace has the annotation', () => {
    const told = diagnosed({ ...bare, namesakes: accountsPiece(elsewhere) });
    expect(told.cause).toBe('service-account.annotated-elsewhere');
    expect(told.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(told.of('service-account.annotated-elsewhere')?.actual).toContain('payments-old/api');
    expect(told.commands[0]).toContain(`${ANNOTATION}=${ROLE_ARN}`);
  });

  it('leaves the role to a person where several have the annotation', () => {
    const told = diagnosed({
      ...bare,
      namesakes: accountsPiece(elsewhere, aServiceAccount({ namespace: 'web' })),
    });
    expect(told.cause).toBe('service-account.annotated-elsewhere');
    expect(told.commands[0]).toContain('ROLE_NAME');
  });

  it('does not speak of pods that have a web identity all the same', () => {
    const told = diagnosed({ ...bare, namesakes: accountsPiece(elsewhere), pods: podsPiece(aPod()) });
    expect(told.of('service-account.annotated-elsewhere')).toBeUndefined();
  });

  it.each([
    ['has none either', accountsPiece(aServiceAccount({ namespace: 'web', annotations: {} }))],
    ['may not be read', denied<never>('list serviceaccounts', 'service accounts called api')],
  ])('leaves the cause to the missing annotation where the namesake %s', (_what, namesakes) => {
    expect(diagnosed({ ...bare, namesakes }).cause).toBe('service-account.annotation-missing');
  });

  it('makes nothing of the default service account, which every namespace has', () => {
    const named = { name: 'default' };
    const situation = situationOf(
      {
        ...bare,
        serviceAccount: accountPiece({ ...named, annotations: {}, annotatedAt: null }),
        namesakes: accountsPiece(aServiceAccount({ ...named, namespace: 'web' })),
      },
      { target: { cluster: null, namespace: 'payments', serviceAccount: 'default', pod: null } },
    );
    expect(diagnose(situation, [], 0).cause).toBe('service-account.annotation-missing');
  });
});

describe('service-account.annotation-other-partition', () => {
  const chinese = ROLE_ARN.replace('arn:aws:', 'arn:aws-cn:');

  it('is the one cause for an ARN of another partition than the cluster', () => {
    const told = diagnosed({ serviceAccount: annotated(chinese), pods: podsPiece() });
    expect(told.cause).toBe('service-account.annotation-other-partition');
    expect(told.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(told.of('service-account.annotation-other-partition')).toMatchObject({
      expected: ROLE_ARN,
      actual: chinese,
    });
    expect(told.commands[0]).toContain(`${ANNOTATION}=${ROLE_ARN}`);
  });

  it("leaves it to the role's own ARN where the cluster is not known", () => {
    const cluster = denied<never>('eks:DescribeCluster', 'cluster prod-eu');
    const told = diagnosed({ serviceAccount: annotated(chinese), pods: podsPiece(), cluster });
    expect(told.cause).toBe('role.arn-differs');
    expect(told.of('role.arn-differs')?.explanation).toContain('the partition is aws, not aws-cn');
  });
});

describe('service-account.audience', () => {
  const AUDIENCE = 'eks.amazonaws.com/audience';
  const vault = accountPiece({ annotations: { [ANNOTATION]: ROLE_ARN, [AUDIENCE]: 'vault' } });
  const volume = { name: 'aws-iam-token', audience: 'vault', expirationSeconds: 3600, path: 'token' };
  const asking = { serviceAccount: vault, pods: podsPiece(aPod({ tokenVolumes: [volume] })) };
  const accepting = known('iam:GetOpenIDConnectProvider', 'provider', aProvider({ clientIds: ['vault'] }));

  it('is the one cause where the provider does not list it, and takes it away', () => {
    const told = diagnosed(asking);
    expect(told.cause).toBe('service-account.audience');
    expect(told.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(told.commands).toEqual([
      `kubectl annotate serviceaccount api -n payments ${AUDIENCE}-`,
      'kubectl rollout restart deployment/api -n payments',
    ]);
  });

  it('is the one cause where only the trust policy refuses it', () => {
    const told = diagnosed({ ...asking, provider: accepting });
    expect(told.cause).toBe('service-account.audience');
    expect(told.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
  });

  it('passes where provider and trust policy accept it', () => {
    const role = trusting(
      aStatement({ condition: { StringEquals: { [`${HOST}:sub`]: SUBJECT, [`${HOST}:aud`]: 'vault' } } }),
    );
    const told = diagnosed({ ...asking, provider: accepting, role });
    expect(told.verdict).toBe('healthy');
    expect(told.of('service-account.audience')?.status).toBe('pass');
  });

  it('is not spoken of where there is no such annotation', () => {
    expect(diagnosed({}).of('service-account.audience')).toBeUndefined();
  });
});

describe('an annotation of another prefix', () => {
  const own = accountPiece({ annotations: { 'identity.example.org/role-arn': ROLE_ARN }, annotatedAt: null });

  it("passes where the cluster's own webhook reads it, as the pods show", () => {
    const told = diagnosed({ serviceAccount: own, associations: noAssociation });
    expect(told.verdict).toBe('healthy');
    expect(told.of('service-account.annotation-key')?.status).toBe('pass');
  });

  it('fails where it gave the pods nothing', () => {
    const told = diagnosed({
      ...noRole,
      serviceAccount: own,
      associations: noAssociation,
      pods: podsPiece(aPodWithoutIdentity()),
    });
    expect(told.cause).toBe('service-account.annotation-key');
  });
});

describe('a role that nobody knows, in another partition', () => {
  it("is asked for by an ARN of the cluster's own partition", () => {
    const cluster = known(
      'eks:DescribeCluster',
      'cluster beijing',
      aCluster({ arn: 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/beijing', region: 'cn-north-1' }),
    );
    const serviceAccount = accountPiece({ annotations: {}, annotatedAt: null });
    const role = unasked<never>('iam:GetRole', 'role');
    const pods = podsPiece();
    const { fixes } = diagnose(situationOf({ cluster, serviceAccount, role, pods }), [], 0);
    expect(fixes[0]?.commands[0]?.text).toContain('arn:aws-cn:iam::111122223333:role/ROLE_NAME');
  });
});
