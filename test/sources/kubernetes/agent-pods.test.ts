import { describe, expect, it } from 'vitest';
import { parseAgentPodPage } from '../../../src/sources/kubernetes/agent-pods.ts';

const AGENT = {
  metadata: {
    name: 'eks-pod-identity-agent-x7k2p',
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'eks-pod-identity-agent' }],
  },
  spec: { nodeName: 'ip-10-0-1-17.compute.internal' },
  status: {
    conditions: [
      { type: 'Initialized', status: 'True', lastTransitionTime: '2026-03-01T08:00:00Z' },
      { type: 'Ready', status: 'True', lastTransitionTime: '2026-03-01T08:00:09Z' },
    ],
  },
};

describe('the pods of the Pod Identity agent', () => {
  it('say on which node they are and since when they are ready', () => {
    expect(parseAgentPodPage({ items: [AGENT], metadata: { continue: 'more' } })).toEqual({
      next: 'more',
      pods: [
        {
          daemonSet: 'eks-pod-identity-agent',
          nodeName: 'ip-10-0-1-17.compute.internal',
          isReady: true,
          readySince: '2026-03-01T08:00:09.000Z',
        },
      ],
    });
  });

  it.each([
    [
      'its condition is false',
      { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: null }] },
    ],
    ['it has no condition yet', {}],
    ['it has no status yet', undefined],
  ])('are not ready where %s', (_why, status) => {
    expect(parseAgentPodPage({ items: [{ ...AGENT, status }] })?.pods).toMatchObject([
      { isReady: false, readySince: null },
    ]);
  });

  it('leave out one that is on its way out', () => {
    const metadata = { ...AGENT.metadata, deletionTimestamp: '2026-03-01T09:00:00Z' };
    expect(parseAgentPodPage({ items: [{ ...AGENT, metadata }] })?.pods).toEqual([]);
  });

  it.each([[null], ['text'], [{}], [{ items: [{}] }]])('are not what %o is', (body) => {
    expect(parseAgentPodPage(body)).toBeNull();
  });
});
