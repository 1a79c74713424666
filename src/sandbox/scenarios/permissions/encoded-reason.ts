import { newAccount } from '../../world/account.ts';
import { encodeRefusal } from '../../world/encoded-message.ts';
import { accountOf } from '../../world/world.ts';
import { MAIN_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

const REFUSAL = {
  principalArn: `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/fleet-scaler/1767225600`,
  action: 'ec2:RunInstances',
  resource: `arn:aws:ec2:eu-west-1:${MAIN_ACCOUNT}:instance/*`,
  conditions: { 'ec2:InstanceType': 'm7g.large', 'aws:Region': 'eu-west-1' },
};

export const ENCODED_REASON = scenario({
  id: 'encoded-reason',
  title: 'EC2 refuses a call, and encodes which one and why: --decode tells it',
  breaks: 'permissions.encoded-reason',
  verdict: 'unknown',
  namespace: 'fleet',
  serviceAccount: 'scaler',
  isTold: true,
  error: `namespace=fleet serviceaccount=scaler api error UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: ${encodeRefusal(newAccount(MAIN_ACCOUNT), REFUSAL)}`,
  also: (world) => {
    encodeRefusal(accountOf(world, MAIN_ACCOUNT), REFUSAL);
  },
});
