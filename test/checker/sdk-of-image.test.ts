import { describe, expect, it } from 'vitest';
import { sdkOfImage } from '../../src/checker/sdk-of-image.ts';

describe('the SDK of an image', () => {
  it.each<readonly [string, string, string, string]>([
    ['amazon/aws-cli:1.16.190', 'AWS CLI', '1.16.190', 'too-old'],
    ['amazon/aws-cli:1.16', 'AWS CLI', '1.16', 'may-be'],
    ['amazon/aws-cli:1', 'AWS CLI', '1', 'may-be'],
    ['amazon/aws-cli:1.16.232', 'AWS CLI', '1.16.232', 'new-enough'],
    ['public.ecr.aws/aws-cli/aws-cli:2.15.0', 'AWS CLI', '2.15.0', 'new-enough'],
    ['registry.example:5000/tools/awscli:1.14.44-alpine', 'AWS CLI', '1.14.44', 'too-old'],
    ['team/python-boto3:1.9.100', 'boto3', '1.9.100', 'too-old'],
    [`team/botocore:1.12.0@sha256:${'a'.repeat(64)}`, 'botocore', '1.12.0', 'too-old'],
  ])('%s is %s %s: %s', (image, name, version, age) => {
    expect(sdkOfImage(image)).toMatchObject({ name, version, age });
  });

  it.each([
    'registry.example/payments/api:1.4.2',
    'amazon/aws-cli:latest',
    'amazon/aws-cli',
    'amazon/aws-cli:1.16.190.4',
    'registry.example:5000/api',
    '',
    ':',
  ])('is not told by %j', (image) => {
    expect(sdkOfImage(image)).toBeNull();
  });
});
