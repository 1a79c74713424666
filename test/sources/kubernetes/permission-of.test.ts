import { expect, it } from 'vitest';
import { permissionOf } from '../../../src/sources/kubernetes/permission-of.ts';

it.each([
  ['/api/v1/namespaces/payments/serviceaccounts/api', 'get serviceaccounts'],
  ['/api/v1/namespaces/payments/serviceaccounts', 'list serviceaccounts'],
  ['/api/v1/namespaces/payments/pods', 'list pods'],
  ['/api/v1/serviceaccounts', 'list serviceaccounts'],
  ['/api/v1/namespaces', 'list namespaces'],
  ['/apis/apps/v1/namespaces/kube-system/daemonsets/eks-pod-identity-agent', 'get daemonsets'],
  [
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
    'list mutatingwebhookconfigurations',
  ],
  ['/.well-known/openid-configuration', 'get /.well-known/openid-configuration'],
  ['/version', 'get /version'],
])('a GET of %s needs to %s', (path, permission) => {
  expect(permissionOf(path)).toBe(permission);
});
