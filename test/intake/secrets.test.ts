import { describe, expect, it } from 'vitest';
import { redactSecrets } from '../../src/intake/secrets.ts';

const secretKey = 'abcdEFGH1234+/abcdEFGH1234+/abcdEFGH1234';
const jwt = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJ${'zdWIiOiJzeXN0ZW0ifQ'}.c2ln-_c2ln`;

describe('masking secrets', () => {
  it.each([
    ['AWS_ACCESS_KEY_ID=AKIA1234567890ABCDEF', 'AWS_ACCESS_KEY_ID=[masked]', 'aws-access-key-id'],
    ['key ASIA1234567890ABCDEF, region', 'key [masked], region', 'aws-access-key-id'],
    [`aws_secret_access_key = ${secretKey}`, 'aws_secret_access_key = [masked]', 'aws-secret-key'],
    [`{"SecretAccessKey":"${secretKey}"}`, '{"SecretAccessKey":"[masked]"}', 'aws-secret-key'],
    [
      `<SecretAccessKey>${secretKey}</SecretAccessKey> AROA1234567890ABCDEF`,
      '<SecretAccessKey>[masked]</SecretAccessKey> AROA1234567890ABCDEF',
      'aws-secret-key',
    ],
    [
      `export AWS_SESSION_TOKEN="FwoG${'a1/+'.repeat(30)}"`,
      'export AWS_SESSION_TOKEN="[masked]"',
      'aws-session-token',
    ],
    [`seen IQoJb3JpZ2lu${'a1/+'.repeat(30)} in env`, 'seen [masked] in env', 'aws-session-token'],
    [`X-Amz-Security-Token: ${'a1/+'.repeat(10)}`, 'X-Amz-Security-Token: [masked]', 'aws-session-token'],
    [`?X-Amz-Signature=${'0af'.repeat(21)}0&x=1`, '?X-Amz-Signature=[masked]&x=1', 'presigned-url'],
    [`token=${jwt} end`, 'token=[masked] end', 'jwt'],
    [`cut off ${jwt.slice(0, 24)}`, 'cut off [masked]', 'jwt'],
    ['Authorization: Bearer abc123.def-456', 'Authorization: Bearer [masked]', 'bearer'],
    ['authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [masked]', 'bearer'],
    ['token k8s-aws-v1.aHR0cHM6Ly9zdHM', 'token [masked]', 'bearer'],
    [`SLACK=xoxb-${'123456789012'}-abcdefABCDEF`, 'SLACK=[masked]', 'slack-token'],
    [
      `https://hooks.slack.com/services/${'T012/B012/abcdef'}`,
      'https://hooks.slack.com/services/[masked]',
      'slack-token',
    ],
    [
      'a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nb',
      'a\n[masked]\nb',
      'private-key',
    ],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', '[masked]', 'private-key'],
    ['DB_PASSWORD=changeme', 'DB_PASSWORD=[masked]', 'password'],
    ['{"dbPassword": "two words"}', '{"dbPassword": "[masked]"}', 'password'],
    ['password: hunter22, user: app', 'password: [masked], user: app', 'password'],
    ['<Password>hunter22</Password>', '<Password>[masked]</Password>', 'password'],
    ['psql --db-password hunter2 -h db', 'psql --db-password [masked] -h db', 'password'],
    ['client_secret=abc&grant_type=x', 'client_secret=[masked]&grant_type=x', 'password'],
    ['postgres://app:h_u-n.t@db:5432/app', 'postgres://app:[masked]@db:5432/app', 'password'],
    ['redis://:hunter2@cache', 'redis://:[masked]@cache', 'password'],
  ])('masks %j', (text, expected, kind) => {
    expect(redactSecrets(text)).toEqual({ text: expected, found: [kind] });
  });

  it('names each kind once', () => {
    const { found } = redactSecrets(`AKIA1234567890ABCDEF AKIA1234567890ABCDEE ${jwt}`);
    expect([...found].sort()).toEqual(['aws-access-key-id', 'jwt']);
  });

  it.each([
    'User: arn:aws:sts::111122223333:assumed-role/payments-api/botocore-session-1700000000',
    'request id: 614c6c8f-f5eb-4f65-b21c-b3bba838c04e',
    'Bearer authentication is required',
    'password: incorrect for user app',
    'the password is wrong, and the API key too',
    'https://sts.eu-west-1.amazonaws.com:443/path@here',
    'ssh://git@example.com:22/repo',
    'PASSWORD_FILE=/var/run/secrets/db',
    'the session token is missing, and so is the secret key',
    'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
    "'AWS_ACCESS_KEY_ID' doesn't exist in the deployment environment",
  ])('leaves %j alone', (text) => {
    expect(redactSecrets(text)).toEqual({ text, found: [] });
  });
});
