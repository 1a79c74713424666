import { associated } from './associated.ts';

export const PLATFORM_TOO_OLD = associated({
  id: 'platform-too-old',
  title: "The cluster's platform version is from before Pod Identity",
  breaks: 'pod-identity.platform-too-old',
  cluster: 'legacy',
  namespace: 'archive',
  serviceAccount: 'keeper',
});
