import { describe, expect, it } from 'vitest';
import { newIdentityWebhook } from '../../../src/sandbox/world/identity-webhook.ts';
import { parsePodWebhooks } from '../../../src/sources/kubernetes/pod-webhook.ts';

const pods = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

function only(webhook: object) {
  const item = {
    metadata: { name: 'pod-identity-webhook' },
    webhooks: [{ name: 'w', clientConfig: {}, ...webhook }],
  };
  return parsePodWebhooks({ items: [item] })?.[0];
}

describe('webhooks from the API server', () => {
  it("are read as EKS' own stands there", () => {
    expect(parsePodWebhooks({ items: [newIdentityWebhook()] })).toEqual([
      {
        configuration: 'pod-identity-webhook',
        name: 'iam-for-pods.amazonaws.com',
        index: 0,
        seesPodCreation: true,
        failurePolicy: 'Ignore',
        namespaceSelector: [],
        objectSelector: [
          { key: 'eks.amazonaws.com/skip-pod-identity-webhook', operator: 'DoesNotExist', values: [] },
        ],
        isService: false,
        hasCaBundle: false,
      },
    ]);
  });

  it.each<readonly [string, readonly object[], boolean]>([
    ['pods on creation', [pods], true],
    ['everything', [{ operations: ['*'], apiGroups: ['*'], resources: ['*'] }], true],
    ['everything and what is below it', [{ operations: ['*'], apiGroups: ['*'], resources: ['*/*'] }], true],
    ['pods on update', [{ ...pods, operations: ['UPDATE'] }], false],
    ['deployments', [{ ...pods, apiGroups: ['apps'], resources: ['deployments'] }], false],
    ['nothing', [], false],
  ])('that are called for %s', (_what, rules, expected) => {
    expect(only({ rules })?.seesPodCreation).toBe(expected);
  });

  it('have matchLabels as requirements, too', () => {
    expect(only({ namespaceSelector: { matchLabels: { team: 'a' } } })?.namespaceSelector).toEqual([
      { key: 'team', operator: 'In', values: ['a'] },
    ]);
  });

  it('name the Service through which they are called', () => {
    const service = { namespace: 'kube-system', name: 'pod-identity-webhook', path: '/mutate' };
    expect(only({ clientConfig: { service } })?.service).toEqual({
      namespace: 'kube-system',
      name: 'pod-identity-webhook',
    });
    expect(only({ clientConfig: { url: 'https://127.0.0.1:23443/mutate' } })?.service).toBeUndefined();
  });

  it('tell whether they are called through a Service, and with which trust', () => {
    expect(only({ clientConfig: { service: { name: 'x' }, caBundle: '' } })).toMatchObject({
      isService: true,
      hasCaBundle: false,
    });
    expect(only({ clientConfig: { url: 'https://x', caBundle: 'LS0t' } })).toMatchObject({
      isService: false,
      hasCaBundle: true,
    });
  });

  it('keep their place where one before them is not understood', () => {
    const item = { metadata: { name: 'mixed' }, webhooks: [{ odd: true }, { name: 'w', clientConfig: {} }] };
    expect(parsePodWebhooks({ items: [item] })).toMatchObject([{ name: 'w', index: 1 }]);
  });

  it.each([null, [], {}, { items: {} }, { items: [{}] }])('are not taken in by %j', (body) => {
    expect(parsePodWebhooks(body)).toBeNull();
  });
});
