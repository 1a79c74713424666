import { describe, expect, it } from 'vitest';
import { whereabouts } from '../../src/intake/whereabouts.ts';

describe('where a text comes from', () => {
  it.each([
    ['namespace=payments pod=api-7f9c5d-x2x4k cluster=prod-eu', 'prod-eu', 'api-7f9c5d-x2x4k'],
    ['{"kubernetes":{"pod_name":"api-0"},"cluster_name":"prod-eu"}', 'prod-eu', 'api-0'],
    ['k8s.cluster.name=prod-eu k8s.pod.name=api-0', 'prod-eu', 'api-0'],
    ['*Cluster:* prod-eu\n*Pod:* `api-0`', 'prod-eu', 'api-0'],
    ['the pod is down and the cluster is fine', null, null],
    ['pod=null cluster=unknown', null, null],
    ['', null, null],
  ])('%s', (text, cluster, pod) => {
    expect(whereabouts(text)).toEqual({ cluster, pod });
  });
});
