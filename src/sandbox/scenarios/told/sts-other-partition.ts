import { scenario } from '../scenario.ts';

export const STS_OTHER_PARTITION = scenario({
  id: 'sts-other-partition',
  title: 'A pod in China asks the global STS, which knows nothing of China',
  breaks: 'sts.other-partition',
  namespace: 'tea',
  serviceAccount: 'taster',
  isTold: true,
  cluster: 'beijing',
  error:
    'namespace=tea serviceaccount=taster InvalidIdentityTokenException: No OpenIDConnect provider found in your account for https://oidc.eks.cn-north-1.amazonaws.com.cn/id/4F8A1C3E5B7D49608E2A6C0F1D3B5E79',
});
