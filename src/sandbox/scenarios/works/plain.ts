import { scenario } from '../scenario.ts';

export const PLAIN = scenario({
  id: 'plain',
  title: 'Everything is right',
  breaks: null,
  namespace: 'storefront',
  serviceAccount: 'web',
});
