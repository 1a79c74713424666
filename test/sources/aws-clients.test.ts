import { afterEach, describe, expect, it, vi } from 'vitest';
import { partitionOf } from '../../src/sources/aws/partition.ts';
import { createAwsClients } from '../../src/sources/aws-clients.ts';
import { CREDENTIALS } from './aws-wire.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('where AWS is', () => {
  it.each([
    ['eu-west-1', 'sts.eu-west-1.amazonaws.com', 'aws'],
    ['us-east-1', 'sts.us-east-1.amazonaws.com', 'aws'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 'aws-cn'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com', 'aws-us-gov'],
  ])('in %s STS is %s, in the partition %s', (region, host, partition) => {
    // Another endpoint for our own calls does not change the host that an API server accepts in a token.
    const clients = createAwsClients({ endpoint: 'http://127.0.0.1:1', credentials: CREDENTIALS });
    expect(clients.stsHost(region)).toBe(host);
    expect(partitionOf(region)).toBe(partition);
    clients.close();
  });

  it('is in the region of the settings, else of the environment, else nowhere known', async () => {
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
    vi.stubEnv('AWS_REGION', 'eu-north-1');
    expect(await createAwsClients({ region: 'eu-west-1' }).defaultRegion()).toBe('eu-west-1');
    expect(await createAwsClients().defaultRegion()).toBe('eu-north-1');
    vi.stubEnv('AWS_REGION', undefined);
    expect(await createAwsClients().defaultRegion()).toBeNull();
  });

  it('keeps one client for each caller, so that connections and credentials are shared', () => {
    const clients = createAwsClients({ credentials: CREDENTIALS });
    const caller = { roleArn: null, region: 'eu-west-1' };
    expect(clients.iam({ ...caller })).toBe(clients.iam(caller));
    expect(clients.iam({ ...caller, region: 'us-east-1' })).not.toBe(clients.iam(caller));
    expect(clients.iam({ ...caller, roleArn: 'arn:aws:iam::444455556666:role/r' })).not.toBe(
      clients.iam(caller),
    );
    clients.close();
  });
});
