import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence, Pod } from '../../../src/checker/vocabulary/evidence.ts';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import {
  aBareContainer,
  aContainer,
  accountPiece,
  aPod,
  aPodWithoutIdentity,
  aSymptom,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  situationOf,
  TARGET,
} from '../evidence.ts';

function diagnosed(
  pods: readonly Pod[],
  changes: Partial<Evidence> = {},
  pod: string | null = null,
  symptom: Symptom | null = null,
) {
  const situation = situationOf(
    { pods: podsPiece(...pods), ...changes },
    { target: { ...TARGET, pod }, symptom },
  );
  const diagnosis = diagnose(situation, [], 0);
  const of = (id: string) => diagnosis.findings.find((finding) => finding.id === id);
  const fix = diagnosis.fixes[of(diagnosis.cause ?? '')?.fix ?? -1];
  return { ...diagnosis, of, commands: fix?.commands.map((command) => command.text) ?? [] };
}

const OTHER_ROLE = 'arn:aws:iam::111122223333:role/payments-old';

describe('pod.other-service-account', () => {
  it.each([
    ['its Deployment is called like the service account', aPod({ serviceAccount: 'default', labels: {} })],
    [
      'its labels are',
      aPod({
        serviceAccount: 'default',
        owner: 'StatefulSet/web',
        labels: { 'app.kubernetes.io/name': 'api' },
      }),
    ],
    [
      'it differs by "-sa" only',
      aPod({ serviceAccount: 'default', owner: 'ReplicaSet/api-sa-6b7d8', labels: {} }),
    ],
  ])('is the cause when a pod belongs because %s', (_why, pod) => {
    const told = diagnosed([pod]);
    expect(told.cause).toBe('pod.other-service-account');
    expect(told.of('pod.other-service-account')).toMatchObject({
      expected: 'api',
      actual: 'default, in pod api-7f9c6d5b4-x2x9k',
    });
  });

  it('is the cause for a named pod whatever it is called', () => {
    const told = diagnosed(
      [aPod(), aPod({ name: 'worker-0', serviceAccount: 'worker', owner: 'StatefulSet/worker' })],
      {},
      'worker-0',
    );
    expect(told.cause).toBe('pod.other-service-account');
    expect(told.commands).toEqual(['kubectl set serviceaccount statefulset/worker api -n payments']);
  });

  it('does not claim pods that have nothing to do with the service account', () => {
    const told = diagnosed([
      aPod({ serviceAccount: 'worker', owner: 'ReplicaSet/worker-5f6', labels: { app: 'worker' } }),
    ]);
    expect(told.of('pod.other-service-account')?.status).toBe('skipped');
    expect(told.verdict).toBe('healthy');
  });

  it('leaves the question open for a named pod that is not there', () => {
    const told = diagnosed([aPod()], {}, 'api-gone');
    expect(told.verdict).toBe('unknown');
    expect(told.summary).toContain('no pod api-gone in namespace payments');
  });

  it('does not look further where pods run under the service account', () => {
    const migration = aPod({ name: 'api-migrate', serviceAccount: 'default', owner: 'Job/api' });
    expect(diagnosed([aPod(), migration]).verdict).toBe('healthy');
  });
});

describe('pod.not-mutated', () => {
  it('is the cause for a pod that was created after the annotation without web identity', () => {
    const told = diagnosed([aPod(), aPodWithoutIdentity({ name: 'api-2' })]);
    expect(told.cause).toBe('pod.not-mutated');
    expect(told.of('pod.not-mutated')?.actual).toBe('none of them in 1 of 2 pods of deployment api (api-2)');
    expect(told.commands).toEqual(['kubectl rollout restart deployment/api -n payments']);
  });

  it.each([
    [
      'Pod Identity serves',
      aPodWithoutIdentity({
        containers: [aBareContainer({ environmentNames: ['AWS_CONTAINER_CREDENTIALS_FULL_URI'] })],
      }),
    ],
    ['has ended', aPodWithoutIdentity({ phase: 'Succeeded' })],
    ['is static', aPodWithoutIdentity({ annotations: { 'kubernetes.io/config.mirror': 'x' } })],
  ])('says nothing against a pod that %s', (_what, pod) => {
    expect(diagnosed([aPod({ name: 'api-1' }), pod]).verdict).toBe('healthy');
  });

  it('deletes what no rollout replaces, and never a bare pod', () => {
    const told = diagnosed([
      aPodWithoutIdentity({ name: 'job-1', owner: 'Job/nightly' }),
      aPodWithoutIdentity({ name: 'bare', owner: null }),
    ]);
    expect(told.commands).toEqual(['kubectl delete pod job-1 -n payments']);
    expect(told.fixes[0]?.notes.join(' ')).toContain('bare');
  });
});

describe('pod.opted-out', () => {
  it('names the label, whatever its value, and takes it away', () => {
    const labels = {
      'eks.amazonaws.com/skip-pod-identity-webhook': 'false',
      'pod-template-hash': '7f9c6d5b4',
    };
    const told = diagnosed([aPodWithoutIdentity({ labels }), aPod()]);
    expect(told.cause).toBe('pod.opted-out');
    expect(told.of('pod.opted-out')?.actual).toBe(
      'the label on 1 of 2 pods of deployment api (api-7f9c6d5b4-x2x9k)',
    );
    expect(told.commands).toEqual([
      `kubectl patch deployment/api --type=json -p '[{"op":"remove","path":"/spec/template/metadata/labels/eks.amazonaws.com~1skip-pod-identity-webhook"}]' -n payments`,
    ]);
  });

  it('says nothing of pods that opted out and have their identity by hand', () => {
    const labels = { 'eks.amazonaws.com/skip-pod-identity-webhook': 'true' };
    expect(diagnosed([aPod({ labels })]).verdict).toBe('healthy');
  });
});

describe('pod.containers-skipped', () => {
  const annotations = { 'eks.amazonaws.com/skip-containers': 'app, proxy' };
  const withProxy = aPod({
    annotations,
    containers: [aContainer({ name: 'main' }), aBareContainer({ name: 'proxy' })],
  });
  const nodeRole = aSymptom({
    kind: 'downstream-denied',
    nodeRole: true,
    sessionName: 'i-0abc1234def567890',
  });

  it('is the cause where no container is left', () => {
    const told = diagnosed([aPodWithoutIdentity({ annotations })]);
    expect(told.cause).toBe('pod.containers-skipped');
    expect(told.commands[0]).toContain('skip-containers');
  });

  it('lets a sidecar be left out on purpose', () => {
    const told = diagnosed([withProxy]);
    expect(told.verdict).toBe('healthy');
    expect(told.of('pod.containers-skipped')?.actual).toContain('proxy');
  });

  it('is the cause where somebody misses the identity of the one that is left out', () => {
    expect(diagnosed([withProxy], {}, null, nodeRole).cause).toBe('pod.containers-skipped');
    expect(diagnosed([withProxy], {}, null, { ...nodeRole, container: 'proxy' }).cause).toBe(
      'pod.containers-skipped',
    );
    expect(diagnosed([withProxy], {}, null, { ...nodeRole, container: 'main' }).cause).toBe(
      'application.web-identity-unused',
    );
  });

  it('does not speak of pods without the annotation', () => {
    expect(diagnosed([aPod()]).of('pod.containers-skipped')).toBeUndefined();
  });
});

describe('the count of pods', () => {
  it('goes by workload, as a person counts', () => {
    const old = { createdAt: '2025-12-31T23:59:59Z' };
    const worker = { owner: 'StatefulSet/worker', labels: {} };
    const told = diagnosed([
      aPod({ name: 'a-1' }),
      aPod({ name: 'a-2' }),
      ...['a-3', 'a-4', 'a-5', 'a-6'].map((name) => aPodWithoutIdentity({ name, ...old })),
      aPodWithoutIdentity({ name: 'worker-0', ...worker, ...old }),
      aPodWithoutIdentity({ name: 'by-hand', owner: null, ...old }),
    ]);
    expect(told.of('pod.older-than-annotation')?.actual).toBe(
      '4 of 6 pods of deployment api (a-3, a-4, a-5, …); pod worker-0 of statefulset worker; pod by-hand started before the annotation, the first at 2025-12-31T23:59:59Z',
    );
  });
});

describe('pod.older-than-annotation', () => {
  const older = aPodWithoutIdentity({ createdAt: '2025-12-31T23:59:59Z' });

  it('is the cause for a pod that was there before the annotation', () => {
    const told = diagnosed([older]);
    expect(told.cause).toBe('pod.older-than-annotation');
    expect(told.of('pod.not-mutated')?.status).toBe('skipped');
    expect(told.commands).toEqual(['kubectl rollout restart deployment/api -n payments']);
  });

  it('goes by the age of the service account where the API server does not date the annotation', () => {
    const account = accountPiece({ annotatedAt: null, createdAt: '2026-01-01T00:00:00Z' });
    expect(diagnosed([older], { serviceAccount: account }).cause).toBe('pod.older-than-annotation');
  });

  it('leaves the cause to the webhook where no time is known', () => {
    const account = accountPiece({ annotatedAt: null, createdAt: null });
    expect(diagnosed([older], { serviceAccount: account }).cause).toBe('pod.not-mutated');
  });
});

describe('pod.partial-environment', () => {
  it.each([
    ['AWS_ROLE_ARN alone', aContainer({ tokenFile: null, environmentNames: ['AWS_ROLE_ARN'] })],
    [
      'AWS_ROLE_ARN from elsewhere alone',
      aContainer({ roleArn: null, tokenFile: null, environmentNames: ['AWS_ROLE_ARN'] }),
    ],
    [
      'AWS_WEB_IDENTITY_TOKEN_FILE alone',
      aContainer({ roleArn: null, environmentNames: ['AWS_WEB_IDENTITY_TOKEN_FILE'] }),
    ],
    ['no volume at the token file', aContainer({ mounts: [{ name: 'tmp', path: '/var/run/secrets/eks' }] })],
  ])('is the cause for a container with %s', (_what, container) => {
    const told = diagnosed([aPod({ containers: [aContainer(), { ...container, name: 'worker' }] })]);
    expect(told.cause).toBe('pod.partial-environment');
    expect(told.of('pod.partial-environment')?.actual).toContain('container worker');
    expect(told.commands).toEqual([
      'kubectl set env deployment/api -c worker AWS_ROLE_ARN- AWS_WEB_IDENTITY_TOKEN_FILE- -n payments',
    ]);
  });

  it('accepts a sidecar without any of it', () => {
    expect(diagnosed([aPod({ containers: [aContainer(), aBareContainer({ name: 'proxy' })] })]).verdict).toBe(
      'healthy',
    );
  });
});

describe('pod.other-role', () => {
  it('says to create the pod anew where the annotation was changed since', () => {
    const told = diagnosed([
      aPod({ createdAt: '2025-06-01T00:00:00Z', containers: [aContainer({ roleArn: OTHER_ROLE })] }),
    ]);
    expect(told.cause).toBe('pod.other-role');
    expect(told.of('pod.other-role')?.expected).toBe(ROLE_ARN);
    expect(told.commands).toEqual(['kubectl rollout restart deployment/api -n payments']);
  });

  it('says to take the variable away where it was set by hand', () => {
    const told = diagnosed([aPod({ containers: [aContainer({ roleArn: OTHER_ROLE })] })]);
    expect(told.cause).toBe('pod.other-role');
    expect(told.commands[0]).toContain('kubectl set env deployment/api -c app AWS_ROLE_ARN-');
  });
});

const NODE_ROLE = aSymptom({
  kind: 'downstream-denied',
  nodeRole: true,
  sessionName: 'i-0abc1234def567890',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/nodes/i-0abc1234def567890',
});

describe('pod.static', () => {
  const mirror = { 'kubernetes.io/config.mirror': 'abc' };
  const aStaticPod = (changes: Partial<Pod> = {}) =>
    aPodWithoutIdentity({ serviceAccount: 'default', annotations: mirror, owner: 'Node/n-1', ...changes });

  it('is the cause for a static pod that is called like the service account', () => {
    const told = diagnosed([aStaticPod({ labels: { app: 'api' } })]);
    expect(told.cause).toBe('pod.static');
    expect(told.of('pod.other-service-account')?.status).not.toBe('fail');
  });

  it('is the cause for a static pod that was asked for', () => {
    expect(diagnosed([aPod(), aStaticPod({ name: 'etcd', labels: {} })], {}, 'etcd').cause).toBe(
      'pod.static',
    );
  });

  it('says nothing where other pods run under the service account, or none is like it', () => {
    expect(diagnosed([aPod(), aStaticPod()]).of('pod.static')).toBeUndefined();
    expect(diagnosed([aStaticPod({ name: 'etcd', labels: {} })]).of('pod.static')).toBeUndefined();
  });
});

describe('pod.token-volume-taken', () => {
  it.each<readonly [string, Partial<Pod>, string]>([
    ['a volume of another kind has its name', { tokenVolumes: [] }, 'a volume aws-iam-token of another kind'],
    [
      'its mount is elsewhere',
      { containers: [aContainer({ mounts: [{ name: 'aws-iam-token', path: '/tmp/aws' }] })] },
      'the token at /tmp/aws/token',
    ],
  ])('is the one cause where %s', (_what, changes, words) => {
    const told = diagnosed([aPod(changes)]);
    expect(told.findings.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([
      'pod.token-volume-taken',
    ]);
    expect(told.of('pod.token-volume-taken')?.actual).toContain(words);
  });

  it('accepts a mount of the same name where the variable was set to fit it', () => {
    const mounts = [{ name: 'aws-iam-token', path: '/tmp/aws/' }];
    const containers = [aContainer({ mounts, tokenFile: '/tmp/aws/token' })];
    expect(diagnosed([aPod({ containers })]).verdict).toBe('healthy');
  });
});

describe('pod.windows-path', () => {
  const windows = { selected: null, needed: 'windows' };

  it('is the one cause for a Windows pod by anything but nodeSelector', () => {
    const told = diagnosed([aPod({ operatingSystem: windows })]);
    expect(told.cause).toBe('pod.windows-path');
    expect(told.commands).toEqual([
      `kubectl patch deployment/api -p '{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/os":"windows"}}}}}' -n payments`,
    ]);
  });

  it.each<readonly [string, Partial<Pod>]>([
    ['says it by nodeSelector', { operatingSystem: { selected: 'windows', needed: 'windows' } }],
    [
      'has the Windows path',
      {
        operatingSystem: windows,
        containers: [
          aContainer({
            tokenFile: 'C:/var/run/token',
            mounts: [{ name: 'aws-iam-token', path: 'C:/var/run' }],
          }),
        ],
      },
    ],
  ])('is content where a Windows pod %s', (_what, changes) => {
    expect(diagnosed([aPod(changes)]).verdict).toBe('healthy');
  });

  it('does not speak of Linux', () => {
    expect(diagnosed([aPod()]).of('pod.windows-path')).toBeUndefined();
  });
});

describe('pod.static-keys', () => {
  const both = ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

  it('is the cause for keys beside the role, and takes away what is there', () => {
    const told = diagnosed([aPod({ containers: [aContainer({ environmentNames: both })] })]);
    expect(told.cause).toBe('pod.static-keys');
    expect(told.commands).toEqual([
      'kubectl set env deployment/api -c app AWS_ACCESS_KEY_ID- AWS_SECRET_ACCESS_KEY- -n payments',
    ]);
  });

  it('lets a container without the role live on keys', () => {
    const keeper = aBareContainer({ name: 'legacy', environmentNames: both.slice(2) });
    expect(diagnosed([aPod({ containers: [aContainer(), keeper] })]).verdict).toBe('healthy');
  });

  it('hears of the keys from an error of an IAM user, and names where they may come from', () => {
    const symptom = aSymptom({
      kind: 'downstream-denied',
      principalArn: 'arn:aws:iam::111122223333:user/old',
    });
    const pods = [aPod({ containers: [aContainer({ environmentFrom: ['secret/aws-keys'] })] })];
    const told = diagnosed(pods, {}, null, symptom);
    expect(told.cause).toBe('pod.static-keys');
    expect(told.of('pod.static-keys')?.explanation).toMatch(/secret\/aws-keys.*Do not give the user/);
    expect(told.of('application.web-identity-unused')).toBeUndefined();
  });
});

describe('pod.profile', () => {
  const withProfile = (...names: readonly string[]) =>
    aPod({
      containers: [
        aContainer({ environmentNames: ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', ...names] }),
      ],
    });

  it('is a risk by itself, and the cause with an error that shows no web identity', () => {
    expect(diagnosed([withProfile('AWS_PROFILE')])).toMatchObject({ verdict: 'at-risk', cause: null });
    expect(diagnosed([withProfile('AWS_PROFILE')], {}, null, NODE_ROLE)).toMatchObject({
      verdict: 'broken',
      cause: 'pod.profile',
    });
  });

  it('sees a mounted file of credentials', () => {
    const { mounts } = aContainer();
    const containers = [aContainer({ mounts: [...mounts, { name: 'x', path: '/root/.aws' }] })];
    const told = diagnosed([aPod({ containers })]);
    expect(told.of('pod.profile')).toMatchObject({
      status: 'warn',
      actual: 'mount /root/.aws in pod api-7f9c6d5b4-x2x9k',
    });
  });
});

describe('pod.session-name-invalid', () => {
  it.each(['a', 'with space', 'a/b', 'x'.repeat(65)])('is the cause for %j', (sessionName) => {
    const told = diagnosed([aPod({ containers: [aContainer({ sessionName })] })]);
    expect(told.cause).toBe('pod.session-name-invalid');
    expect(told.commands[0]).toContain('AWS_ROLE_SESSION_NAME-');
  });

  it.each(['api', 'api@prod+eu=1,2.3-4_5', 'x'.repeat(64)])('takes %j', (sessionName) => {
    const told = diagnosed([aPod({ containers: [aContainer({ sessionName })] })]);
    expect(told.of('pod.session-name-invalid')?.status).toBe('pass');
  });
});

describe('pod.ephemeral-container', () => {
  const debugged = aPod({ ephemeralContainers: ['debugger-1'] });

  it('is the one cause where the error names a debug container as its own', () => {
    const told = diagnosed([debugged], {}, null, { ...NODE_ROLE, container: 'debugger-1' });
    expect(told.cause).toBe('pod.ephemeral-container');
    expect(told.findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
  });

  it('is a hint where the error names no container', () => {
    const told = diagnosed([debugged], {}, null, NODE_ROLE);
    expect(told.cause).toBe('application.web-identity-unused');
    expect(told.of('pod.ephemeral-container')?.status).toBe('warn');
  });

  it('is not the cause where the error names another container, nor without an error', () => {
    const told = diagnosed([debugged], {}, null, { ...NODE_ROLE, container: 'app' });
    expect(told.of('pod.ephemeral-container')?.status).toBe('pass');
    expect(diagnosed([debugged]).of('pod.ephemeral-container')).toBeUndefined();
  });
});

describe('application.sdk-too-old', () => {
  const old = aPod({ containers: [aContainer({ image: 'amazon/aws-cli:1.16.190' })] });

  it('is a risk by its tag, and the cause with an error that shows no web identity', () => {
    expect(diagnosed([old])).toMatchObject({ verdict: 'at-risk', cause: null });
    const told = diagnosed([old], {}, null, NODE_ROLE);
    expect(told.cause).toBe('application.sdk-too-old');
    expect(told.of('application.sdk-too-old')?.expected).toBe('AWS CLI 1.16.232 or newer');
    expect(told.of('application.web-identity-unused')?.status).toBe('skipped');
  });

  it('calls a tag that names many versions what it is', () => {
    const vague = aPod({ containers: [aContainer({ image: 'amazon/aws-cli:1.16' })] });
    expect(diagnosed([vague]).of('application.sdk-too-old')?.explanation).toContain('may be older or newer');
  });
});

describe('application.web-identity-unused', () => {
  it('does not blame the application of a pod that has no web identity', () => {
    const told = diagnosed([aPodWithoutIdentity()], {}, null, NODE_ROLE);
    expect(told.cause).toBe('pod.not-mutated');
    expect(told.of('application.web-identity-unused')?.status).toBe('skipped');
  });

  it('says that the role is in use where the error may come and go', () => {
    const at = (lastUsedAt: string | null) =>
      diagnosed(
        [aPod({ createdAt: '2026-02-01T00:00:00Z' })],
        { role: rolePiece({ lastUsedAt }) },
        null,
        NODE_ROLE,
      ).of('application.web-identity-unused')?.explanation;
    expect(at('2026-02-03T00:00:00Z')).toMatch(/last used at 2026-02-03.*comes and goes/);
    expect(at('2026-01-03T00:00:00Z')).not.toContain('last used');
    expect(at(null)).not.toContain('last used');
  });

  it('tells pods that have it from those that have not', () => {
    const told = diagnosed([aPod(), aPodWithoutIdentity({ name: 'b' })], {}, null, NODE_ROLE);
    expect(told.cause).toBe('pod.not-mutated');
    expect(told.of('application.web-identity-unused')?.explanation).toContain('1 of 2 pods');
  });

  it('is not heard where the error is of the role itself', () => {
    const symptom = aSymptom({
      kind: 'downstream-denied',
      roleName: 'payments-api',
      sessionName: 'botocore-session-1',
    });
    expect(diagnosed([aPod()], {}, null, symptom).of('application.web-identity-unused')).toBeUndefined();
  });
});

describe('pod.not-mutated, and what may have been the reason', () => {
  it.each<readonly [string, Partial<Pod>, RegExp]>([
    ['came with the service account', { createdAt: '2026-01-01T00:00:05Z' }, /within seconds/],
    ['came long after it', {}, /failurePolicy is Ignore/],
  ])('of a pod that %s', (_when, changes, words) => {
    const told = diagnosed([aPodWithoutIdentity(changes)]);
    expect(told.of('pod.not-mutated')?.explanation).toMatch(words);
  });
});

describe('pod.not-mutated, of pods of an operator', () => {
  it('says that an operator may put its pods back, and nothing of the kind of a Deployment', () => {
    const of = (owner: string) =>
      diagnosed([aPodWithoutIdentity({ owner })]).of('pod.not-mutated')?.explanation;
    expect(of('EphemeralRunner/builds-7x')).toContain('operator (EphemeralRunner)');
    expect(of('ReplicaSet/api-7f9c6d5b4')).not.toContain('operator');
  });
});
