import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Cloud } from '../../../src/sandbox/cloud.ts';
import { KEY } from '../small-world.ts';

/** The real SDK clients, pointed at the sandbox. One attempt each unless told otherwise. */
export function awsClients(
  cloud: Cloud,
  options: {
    readonly credentials?: AwsCredentialIdentity;
    readonly region?: string;
    readonly attempts?: number;
  } = {},
) {
  const settings = {
    endpoint: cloud.awsUrl,
    region: options.region ?? 'eu-north-1',
    credentials: options.credentials ?? KEY,
    maxAttempts: options.attempts ?? 1,
  };
  return { iam: new IAMClient(settings), sts: new STSClient(settings), eks: new EKSClient(settings) };
}
