import { json, type Reply } from './loopback.ts';

/** Answers as the AWS APIs put them on the wire: IAM and STS as Query/XML, EKS as REST/JSON. */

export const OWN_ACCOUNT = '111122223333';
export const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
export const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

export function xml(action: string, result: string): Reply {
  const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  return { type: 'text/xml', body };
}

export function xmlError(status: number, code: string, message: string): Reply {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, type: 'text/xml', body: `<ErrorResponse>${error}</ErrorResponse>` };
}

export function eksError(status: number, code: string, message: string): Reply {
  return {
    status,
    headers: { 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/` },
    body: JSON.stringify({ message }),
  };
}

export function callerIdentity(account = OWN_ACCOUNT): Reply {
  const fields = `<Account>${account}</Account><Arn>arn:aws:sts::${account}:assumed-role/irsa-doctor/bot</Arn>`;
  return xml('GetCallerIdentity', `${fields}<UserId>AROAEXAMPLE:bot</UserId>`);
}

export function assumedRole(accessKeyId: string): Reply {
  const credentials = `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>`;
  return xml(
    'AssumeRole',
    `<Credentials>${credentials}<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
  );
}

export function role(options: { readonly arn?: string; readonly document?: string } = {}): Reply {
  const arn = options.arn ?? `arn:aws:iam::${OWN_ACCOUNT}:role/apps/payments-api`;
  const document = options.document ?? encodeURIComponent('{"Version":"2012-10-17","Statement":[]}');
  const name = arn.split('/').at(-1);
  const fields = [
    `<Arn>${arn}</Arn><RoleName>${name}</RoleName><RoleId>AROAEXAMPLE</RoleId><Path>/apps/</Path>`,
    `<CreateDate>2024-05-01T10:00:00Z</CreateDate>`,
    `<AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument>`,
    `<RoleLastUsed><LastUsedDate>2024-06-01T10:00:00Z</LastUsedDate></RoleLastUsed>`,
  ];
  return xml('GetRole', `<Role>${fields.join('')}</Role>`);
}

export function cluster(fields: Readonly<Record<string, unknown>> = {}): Reply {
  return json({
    cluster: {
      name: 'prod-eu',
      arn: `arn:aws:eks:eu-west-1:${OWN_ACCOUNT}:cluster/prod-eu`,
      version: '1.34',
      platformVersion: 'eks.7',
      identity: { oidc: { issuer: ISSUER } },
      ...fields,
    },
  });
}
