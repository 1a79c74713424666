import { associated } from '../pod-identity/associated.ts';

export const POD_IDENTITY = associated({
  id: 'pod-identity',
  title: 'A Pod Identity association serves it, and there is no annotation',
  breaks: null,
  namespace: 'cdn',
  serviceAccount: 'warmer',
});
