import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence } from '../../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  ANNOTATION,
  absent,
  accountPiece,
  annotated,
  aPod,
  aPodWithoutIdentity,
  denied,
  failed,
  known,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  situationOf,
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

  it('does not blame a service account that a Pod Identity association serves, nor calls it healthy', () => {
    const associations = known('eks:ListPodIdentityAssociations', 'Pod Identity associations', [
      { id: 'a-1234', roleArn: ROLE_ARN },
    ]);
    const told = diagnosed({
      ...noRole,
      serviceAccount: without,
      associations,
      pods: podsPiece(aPodWithoutIdentity()),
    });
    expect(told.verdict).toBe('unknown');
    expect(told.summary).toContain('Pod Identity association a-1234');
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
