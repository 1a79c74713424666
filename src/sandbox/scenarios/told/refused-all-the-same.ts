import { refusal, scenario } from '../scenario.ts';

export const REFUSED_ALL_THE_SAME = scenario({
  id: 'refused-all-the-same',
  title: 'STS refused what the trust policy allows',
  breaks: 'trust.refused-all-the-same',
  verdict: 'at-risk',
  isTold: true,
  namespace: 'governance',
  serviceAccount: 'reporter',
  error: refusal('governance', 'reporter'),
});
