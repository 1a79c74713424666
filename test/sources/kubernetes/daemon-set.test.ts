import { describe, expect, it } from 'vitest';
import { parseIdentityAgent } from '../../../src/sources/kubernetes/daemon-set.ts';

function daemonSet(name: string, image: string, status: object | null = null) {
  return {
    metadata: { name, namespace: 'kube-system' },
    spec: { template: { spec: { containers: [{ name: 'c', image }] } } },
    ...(status === null ? {} : { status }),
  };
}

const PROXY = daemonSet('kube-proxy', 'registry.example/eks/kube-proxy:v1.34.0');
const STATUS = { desiredNumberScheduled: 5, numberReady: 4 };

describe('the Pod Identity agent among the DaemonSets', () => {
  it.each([
    ['by the name of the add-on', daemonSet('eks-pod-identity-agent', 'mirror.internal/agent:1', STATUS)],
    ['by its image', daemonSet('pod-identity', 'registry.example/eks/eks-pod-identity-agent:v1.3.8', STATUS)],
  ])('is found %s', (_how, agent) => {
    expect(parseIdentityAgent({ items: [PROXY, agent] })).toEqual({
      agent: { name: agent.metadata.name, desired: 5, ready: 4, pods: null },
    });
  });

  it('is ready nowhere while it has no status', () => {
    const agent = daemonSet('eks-pod-identity-agent', 'x');
    expect(parseIdentityAgent({ items: [agent] })).toMatchObject({ agent: { desired: 0, ready: 0 } });
  });

  it.each([[[PROXY]], [[]], [null]])('is not there among %o', (items) => {
    expect(parseIdentityAgent({ items })).toEqual({ agent: null });
  });

  it.each([[null], ['text'], [{}], [{ items: [{}] }], [{ items: 'x' }]])('takes %o for no list', (body) => {
    expect(parseIdentityAgent(body)).toBeNull();
  });
});
