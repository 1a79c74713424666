import type { Canaries } from './canaries.ts';

const ERROR =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** Every secret as people paste it: each in a line of its own. */
export function secretLines(canaries: Canaries): readonly string[] {
  return [
    `AWS_ACCESS_KEY_ID=${canaries.pastedAccessKey}`,
    `aws_secret_access_key = ${canaries.pastedSecretKey}`,
    `"SessionToken": "${canaries.pastedSessionToken}"`,
    `token=${canaries.pastedJwt}`,
    `Authorization: Bearer ${canaries.pastedBearer}`,
    `DB_PASSWORD=${canaries.pastedPassword}`,
    `postgres://app:${canaries.pastedUrlPassword}@db.example.com:5432/app`,
    `SLACK_TOKEN: ${canaries.pastedSlackToken}`,
    `-----BEGIN PRIVATE KEY-----\n${canaries.pastedPrivateKey}\n-----END PRIVATE KEY-----`,
    `https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=${canaries.pastedSignature}`,
  ];
}

/** Texts in which a secret stands where most of a text is kept: at its beginning. */
export function pastes(canaries: Canaries): readonly string[] {
  const lines = secretLines(canaries);
  return [...lines.map((line) => `${line}\n${ERROR}`), `${ERROR}\n${lines.join('\n')}`];
}
