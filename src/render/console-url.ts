const ROLE_ARN = /^arn:(aws|aws-us-gov|aws-cn):iam::\d{12}:role\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]{1,64})$/;

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

/** Where a role's trust policy, or what it may do, is shown in the console of its partition; null where the ARN is not one of a role there. */
export function roleConsoleUrl(
  roleArn: string | null,
  tab: 'trust_relationships' | 'permissions',
): string | null {
  const [, partition = '', name] = (roleArn === null ? null : ROLE_ARN.exec(roleArn)) ?? [];
  const host = CONSOLES[partition];
  if (host === undefined || name === undefined) return null;
  return `https://${host}/iam/home#/roles/details/${encodeURIComponent(name)}?section=${tab}`;
}
