import { addRole } from '../../world/account.ts';
import { accountOf } from '../../world/world.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { trustDocument, webIdentityStatement } from '../web-identity-trust.ts';
import { associated, podIdentityTrust } from './associated.ts';

export const ANNOTATION_IDLE = associated({
  id: 'annotation-idle',
  title: 'An association gives the pods another role than the annotation, which does nothing any more',
  breaks: 'pod-identity.both-mechanisms',
  verdict: 'at-risk',
  namespace: 'forecast',
  serviceAccount: 'model',
  trustPolicy: (parties) => trustDocument(webIdentityStatement(parties)),
  workload: (roleArn) => ({ roleArn }),
  association: { roleArn: `arn:aws:iam::${MAIN_ACCOUNT}:role/forecast-model-2026` },
  also: (world) => {
    addRole(accountOf(world, MAIN_ACCOUNT), {
      name: 'forecast-model-2026',
      trustPolicy: podIdentityTrust(),
    });
  },
});
