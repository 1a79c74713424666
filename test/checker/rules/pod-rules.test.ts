import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence, Pod } from '../../../src/checker/vocabulary/evidence.ts';
import {
  aBareContainer,
  aContainer,
  accountPiece,
  aPod,
  aPodWithoutIdentity,
  podsPiece,
  ROLE_ARN,
  situationOf,
  TARGET,
} from '../evidence.ts';

function diagnosed(pods: readonly Pod[], changes: Partial<Evidence> = {}, pod: string | null = null) {
  const situation = situationOf({ pods: podsPiece(...pods), ...changes }, { target: { ...TARGET, pod } });
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
    expect(told.of('pod.other-service-account')).toMatchObject({ expected: 'api', actual: 'default' });
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
    expect(told.of('pod.not-mutated')?.actual).toBe('none of them in 1 of 2 pods (api-2)');
    expect(told.commands).toEqual(['kubectl rollout restart deployment/api -n payments']);
  });

  it('names the label by which the pod opted out and takes it away', () => {
    const labels = {
      'eks.amazonaws.com/skip-pod-identity-webhook': 'false',
      'pod-template-hash': '7f9c6d5b4',
    };
    const told = diagnosed([aPodWithoutIdentity({ labels })]);
    expect(told.of('pod.not-mutated')?.explanation).toContain('skip-pod-identity-webhook');
    expect(told.commands).toEqual([
      `kubectl patch deployment/api --type=json -p '[{"op":"remove","path":"/spec/template/metadata/labels/eks.amazonaws.com~1skip-pod-identity-webhook"}]' -n payments`,
    ]);
  });

  it('names the annotation that skips all containers', () => {
    const annotations = { 'eks.amazonaws.com/skip-containers': 'app, other' };
    expect(diagnosed([aPodWithoutIdentity({ annotations })]).of('pod.not-mutated')?.explanation).toContain(
      'skip-containers',
    );
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
