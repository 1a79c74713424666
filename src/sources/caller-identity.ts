import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Piece } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import type { AwsClients } from './aws-clients.ts';

/** Whose credentials the bot has. */
export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
}

const ANY_REGION = 'us-east-1';

/** Asks STS who the bot is. Needs no permission, so it tells whether there are credentials that AWS accepts. Never rejects. */
export async function readCallerIdentity(
  clients: AwsClients,
  abortSignal: AbortSignal,
): Promise<Piece<CallerIdentity>> {
  const question = {
    from: { source: 'sts:GetCallerIdentity', subject: 'own credentials' },
    permission: 'sts:GetCallerIdentity on *',
    absentCodes: [],
  };
  return askAws(question, abortSignal, async () => {
    const region = (await clients.defaultRegion()) ?? ANY_REGION;
    const sts = clients.sts({ roleArn: null, region });
    const { Arn: arn, Account: accountId } = await sts.send(new GetCallerIdentityCommand({}), {
      abortSignal,
    });
    return arn === undefined || accountId === undefined ? null : { arn, accountId };
  });
}
