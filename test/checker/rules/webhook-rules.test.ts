import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence, Pod, PodWebhook } from '../../../src/checker/vocabulary/evidence.ts';
import {
  accountPiece,
  aPod,
  aPodWebhook,
  aPodWithoutIdentity,
  denied,
  known,
  podsPiece,
  situationOf,
  webhooksPiece,
} from '../evidence.ts';

function diagnosed(webhooks: readonly PodWebhook[], changes: Partial<Evidence> = {}) {
  const evidence = {
    pods: podsPiece(aPodWithoutIdentity()),
    webhooks: webhooksPiece(...webhooks),
    ...changes,
  };
  const diagnosis = diagnose(situationOf(evidence), [], 0);
  const of = (id: string) => diagnosis.findings.find((finding) => finding.id === id);
  const fix = diagnosis.fixes[of(diagnosis.cause ?? '')?.fix ?? -1];
  const failed = diagnosis.findings.filter(({ status }) => status === 'fail').map(({ id }) => id);
  return { ...diagnosis, of, failed, commands: fix?.commands.map((command) => command.text) ?? [] };
}

const others = aPodWebhook({ configuration: 'vpc-resource-mutating-webhook', name: 'mpod.vpc.k8s.aws' });
const requires = (operator: string, ...values: readonly string[]) => ({
  key: 'kubernetes.io/metadata.name',
  operator,
  values,
});

describe('webhook.missing', () => {
  it.each([
    ['there is none at all', []],
    ['there are only others', [others]],
  ])('is the one cause for pods without identity where %s', (_what, webhooks) => {
    const { cause, failed } = diagnosed(webhooks);
    expect(cause).toBe('webhook.missing');
    expect(failed).toEqual(['webhook.missing']);
  });

  it('is the cause before the first pod, too', () => {
    expect(diagnosed([], { pods: podsPiece() }).cause).toBe('webhook.missing');
  });

  it('believes pods that have an identity rather than a name that it does not know', () => {
    expect(diagnosed([others], { pods: podsPiece(aPod()) }).verdict).toBe('healthy');
    expect(diagnosed([others], { pods: podsPiece(aPod(), aPodWithoutIdentity({ name: 'b' })) }).cause).toBe(
      'pod.not-mutated',
    );
  });

  it('says nothing of a service account that asks for nothing', () => {
    const { of } = diagnosed([], {
      serviceAccount: accountPiece({ annotations: {} }),
      pods: podsPiece(aPod()),
    });
    expect(of('webhook.missing')?.status).not.toBe('fail');
  });

  it.each([
    ['EKS', 'pod-identity-webhook', 'iam-for-pods.amazonaws.com'],
    ['the chart', 'amazon-eks-pod-identity-webhook', 'pod-identity-webhook.amazonaws.com'],
    ['somebody', 'irsa', 'pod-identity-webhook.amazonaws.com'],
  ])('knows the webhook as %s calls it', (_who, configuration, name) => {
    expect(diagnosed([others, aPodWebhook({ configuration, name })]).cause).toBe('pod.not-mutated');
  });
});

describe('a list of webhooks that may not be read', () => {
  const webhooks = denied<readonly PodWebhook[]>('list mutatingwebhookconfigurations', 'webhooks');

  it('leaves the cause to the pods, and names the permission', () => {
    const { verdict, cause, of } = diagnosed([], { webhooks });
    expect({ verdict, cause }).toEqual({ verdict: 'broken', cause: 'pod.not-mutated' });
    expect(of('webhook.missing')).toMatchObject({
      status: 'unknown',
      explanation: expect.stringContaining('grant list mutatingwebhookconfigurations'),
    });
  });

  it.each([
    ['pods that have their identity', podsPiece(aPod())],
    ['no pods', podsPiece()],
  ])('does not leave the verdict open with %s', (_what, pods) => {
    const { verdict, of } = diagnosed([], { webhooks, pods });
    expect(verdict).toBe('healthy');
    expect(of('webhook.missing')).toMatchObject({
      status: 'skipped',
      explanation: expect.stringContaining('grant list mutatingwebhookconfigurations'),
    });
  });
});

describe('webhook.does-not-select', () => {
  it.each<readonly [string, Partial<PodWebhook>, string, string]>([
    ['its rules leave out pods', { seesPodCreation: false }, 'creation of pods', '/webhooks/0/rules'],
    [
      'a list of namespaces has not this one',
      { namespaceSelector: [requires('In', 'web', 'shop')] },
      'namespaceSelector asks for kubernetes.io/metadata.name In (web, shop)',
      '/webhooks/0/namespaceSelector',
    ],
    [
      'a list of exceptions has this one',
      { namespaceSelector: [requires('NotIn', 'payments')] },
      'NotIn (payments)',
      '/webhooks/0/namespaceSelector',
    ],
    [
      'a label is asked for that the pods lack',
      { objectSelector: [{ key: 'irsa', operator: 'Exists', values: [] }], index: 3 },
      'objectSelector asks for irsa Exists',
      '/webhooks/3/objectSelector',
    ],
    [
      'a label of the pods is shut out',
      { objectSelector: [{ key: 'app', operator: 'DoesNotExist', values: [] }] },
      'app DoesNotExist',
      '/webhooks/0/objectSelector',
    ],
  ])('is the one cause where %s', (_what, changes, words, path) => {
    const { cause, failed, of, commands } = diagnosed([aPodWebhook(changes)]);
    expect(cause).toBe('webhook.does-not-select');
    expect(failed).toEqual(['webhook.does-not-select']);
    expect(of('webhook.does-not-select')?.actual).toContain(words);
    expect(commands[0]).toContain(
      'kubectl patch mutatingwebhookconfiguration pod-identity-webhook --type=json',
    );
    expect(commands[0]).toContain(path);
    expect(commands[1]).toBe('kubectl rollout restart deployment/api -n payments');
  });

  it.each<readonly [string, Partial<PodWebhook>]>([
    [
      'labels of the namespace that nobody read',
      { namespaceSelector: [{ key: 'team', operator: 'In', values: ['a'] }] },
    ],
    ['an operator that nobody knows', { objectSelector: [{ key: 'app', operator: 'Gt', values: ['1'] }] }],
    ['the name of this namespace', { namespaceSelector: [requires('In', 'payments')] }],
  ])('gives a selector on %s the benefit of the doubt', (_what, changes) => {
    expect(diagnosed([aPodWebhook(changes)]).cause).toBe('pod.not-mutated');
  });

  it('is content with one of two webhooks', () => {
    const blind = aPodWebhook({ seesPodCreation: false });
    expect(diagnosed([blind, aPodWebhook({ index: 1 })]).cause).toBe('pod.not-mutated');
  });

  it('does not claim pods that are older than the annotation', () => {
    const older = aPodWithoutIdentity({ createdAt: '2025-12-31T23:59:59Z' });
    const blind = aPodWebhook({ seesPodCreation: false });
    expect(diagnosed([blind], { pods: podsPiece(older) }).cause).toBe('pod.older-than-annotation');
  });
});

describe('webhook.no-ca-bundle', () => {
  it('is the one cause for a webhook behind a Service without one', () => {
    const { cause, failed } = diagnosed([aPodWebhook({ isService: true })]);
    expect(cause).toBe('webhook.no-ca-bundle');
    expect(failed).toEqual(['webhook.no-ca-bundle']);
  });

  it.each<readonly [string, Partial<PodWebhook>, Partial<Evidence>]>([
    ['a bundle', { isService: true, hasCaBundle: true }, {}],
    ['a URL', {}, {}],
    ['pods that have their identity', { isService: true }, { pods: podsPiece(aPod()) }],
  ])('says nothing of one with %s', (_what, webhook, changes) => {
    expect(diagnosed([aPodWebhook(webhook)], changes).of('webhook.no-ca-bundle')).toBeUndefined();
  });
});

describe('webhooks for which no read was left', () => {
  const webhooks: Evidence['webhooks'] = {
    state: 'unasked',
    source: 'kubernetes:list mutatingwebhookconfigurations',
    subject: 'webhooks that change pods',
    reason: 'it would take one read more than a check may make',
  };

  it('are unknown where pods lack an identity', () => {
    const { of, cause } = diagnosed([], { webhooks });
    expect(cause).toBe('pod.not-mutated');
    expect(of('webhook.missing')).toMatchObject({
      status: 'unknown',
      explanation: 'Not looked at: it would take one read more than a check may make.',
    });
  });

  it('are passed over where the pods have an identity, which shows that they work', () => {
    const { of, verdict } = diagnosed([], { webhooks, pods: podsPiece(aPod()) });
    expect(verdict).toBe('healthy');
    for (const id of ['webhook.missing', 'webhook.does-not-select']) expect(of(id)?.status).toBe('skipped');
  });
});

describe('webhook.not-ready', () => {
  const own = aPodWebhook({
    isService: true,
    hasCaBundle: true,
    service: { namespace: 'kube-system', name: 'pod-identity-webhook' },
  });
  const running = (...ready: readonly boolean[]): Pick<Evidence, 'webhookPods'> => ({
    webhookPods: known(
      'kubernetes:list pods',
      'pods of the identity webhook in namespace kube-system',
      ready.map((isReady, at) =>
        aPod({ name: `pod-identity-webhook-${at}`, namespace: 'kube-system', isReady }),
      ),
    ),
  });

  it('is the one cause where no pod of the webhook is ready', () => {
    const { cause, failed, of } = diagnosed([own], running(false, false));
    expect({ cause, failed }).toEqual({ cause: 'webhook.not-ready', failed: ['webhook.not-ready'] });
    expect(of('webhook.not-ready')?.explanation).toContain('pod api-7f9c6d5b4-x2x9k came up');
    expect(of('pod.not-mutated')?.status).toBe('skipped');
  });

  it.each([
    ['one of them is', running(false, true)],
    ['no pod is known to be it', running()],
    ['they may not be listed', { webhookPods: denied<readonly Pod[]>('list pods', 'pods of the webhook') }],
    ['nobody looked', {}],
  ])('says nothing where %s', (_what, changes) => {
    expect(diagnosed([own], changes).failed).toEqual(['pod.not-mutated']);
  });

  it('is unknown where its pods may not be listed', () => {
    const webhookPods = denied<readonly Pod[]>('list pods', 'pods of the webhook');
    const finding = diagnosed([own], { webhookPods }).of('webhook.not-ready');
    expect(finding).toMatchObject({ status: 'unknown', explanation: expect.stringContaining('list pods') });
  });
});
