import type { Symptom } from '../../src/checker/vocabulary/symptom.ts';

/** A paste as people make it, and what it says; members that are not listed are null. */
export interface LabelledText {
  readonly title: string;
  readonly text: string;
  readonly says: Partial<Symptom> & Pick<Symptom, 'kind'>;
}

const requestId = '5a1fd0c2-7b1e-4c35-9a57-0c9f3ad1e001';
const account = '111122223333';
const issuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const denied = {
  kind: 'assume-web-identity-denied',
  code: 'AccessDenied',
  action: 'sts:AssumeRoleWithWebIdentity',
} as const;
const session = {
  kind: 'downstream-denied',
  principalArn: `arn:aws:sts::${account}:assumed-role/payments-api/botocore-session-1700000000`,
  roleName: 'payments-api',
  accountId: account,
  sessionName: 'botocore-session-1700000000',
} as const;
const user = `User: ${session.principalArn}`;

export const deniedTexts: readonly LabelledText[] = [
  {
    title: 'boto3',
    text: 'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    says: denied,
  },
  {
    title: 'Go, version 1, in a controller log with the namespace of another object',
    text: `E0301 10:11:12.000001 1 controller.go:99] ctrl "msg"="Reconciler error" "error"="WebIdentityErr: failed to retrieve credentials\\ncaused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\\n\\tstatus code: 403, request id: ${requestId}" "controller"="ingress" "request"={"Namespace":"shop","Name":"web"}`,
    says: { ...denied, requestId },
  },
  {
    title: 'Go, version 2, with the labels of a log collector',
    text: `namespace=payments pod=api-7f9c4 level=error msg="operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${requestId}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"`,
    says: { ...denied, requestId, namespace: 'payments' },
  },
  {
    title: 'Go, version 2, without the message',
    text: 'get credentials: failed to refresh cached credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403',
    says: { ...denied, code: null },
  },
  {
    title: 'Java, version 1',
    text: `com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: ${requestId}; Proxy: null)`,
    says: { ...denied, requestId },
  },
  {
    title: 'Ruby',
    text: 'Not authorized to perform sts:AssumeRoleWithWebIdentity (Aws::STS::Errors::AccessDenied)',
    says: denied,
  },
  {
    title: 'a message that names the role, its account and partition',
    text: `unable to assume arn:aws-us-gov:iam::${account}:role/team/payments-api: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    says: {
      ...denied,
      roleArn: `arn:aws-us-gov:iam::${account}:role/team/payments-api`,
      roleName: 'payments-api',
      accountId: account,
    },
  },
  {
    title: 'a role that a line end cuts after a slash',
    text: `assume arn:aws:iam::${account}:role/\n    payments-api failed: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    says: {
      ...denied,
      roleArn: `arn:aws:iam::${account}:role/payments-api`,
      roleName: 'payments-api',
      accountId: account,
    },
  },
  {
    title: 'a terminal that cuts words',
    text: 'AccessDenied: Not authorized to perf\norm sts:AssumeRoleWith\nWebIdentity',
    says: denied,
  },
  {
    title: 'Slack with links, quotes and a zero-width character',
    text: '&gt; \u201CPost https://<http://sts.amazonaws.com|sts.amazonaws.com>\u201D AccessDenied:\u00A0Not authorized to per\u200Bform sts:AssumeRoleWithWebIdentity',
    says: denied,
  },
  {
    title: 'fields of an alert',
    text: '*Namespace:*\npayments\n*Service account:* `api`\nAccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    says: { ...denied, namespace: 'payments', serviceAccount: 'api' },
  },
  {
    title: 'JSON of a log collector',
    text: '{"log":"AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity","kubernetes":{"namespace_name":"payments","pod_name":"api-0","serviceAccountName":"api"}}',
    says: { ...denied, namespace: 'payments', serviceAccount: 'api' },
  },
  {
    title: 'CloudTrail',
    text: JSON.stringify({
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRoleWithWebIdentity',
      errorCode: 'AccessDenied',
      userIdentity: {
        type: 'WebIdentityUser',
        userName: 'system:serviceaccount:payments:api',
        identityProvider: `arn:aws:iam::${account}:oidc-provider/${issuer.slice('https://'.length)}`,
      },
      requestParameters: { roleArn: `arn:aws:iam::${account}:role/payments-api` },
      requestID: requestId,
    }),
    says: {
      ...denied,
      namespace: 'payments',
      serviceAccount: 'api',
      issuer,
      requestId,
      roleArn: `arn:aws:iam::${account}:role/payments-api`,
      roleName: 'payments-api',
      accountId: account,
    },
  },
];

export const tokenTexts: readonly LabelledText[] = [
  {
    title: 'a missing provider with its issuer',
    text: `WebIdentityErr: failed to retrieve credentials\ncaused by: InvalidIdentityToken: No OpenIDConnect provider found in your account for ${issuer}\n\tstatus code: 400, request id: ${requestId}`,
    says: { kind: 'invalid-identity-token', code: 'InvalidIdentityToken', issuer, requestId },
  },
  {
    title: 'an issuer that is not of EKS',
    text: 'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://kubernetes.default.svc.cluster.local.',
    says: {
      kind: 'invalid-identity-token',
      code: 'InvalidIdentityToken',
      issuer: 'https://kubernetes.default.svc.cluster.local',
    },
  },
  {
    title: 'a masked issuer',
    text: 'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/********',
    says: { kind: 'invalid-identity-token', code: 'InvalidIdentityToken' },
  },
  {
    title: 'a wrong audience, and kubectl before it',
    text: '$ kubectl -n payments logs api-0\nAn error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
    says: {
      kind: 'invalid-identity-token',
      code: 'InvalidIdentityToken',
      action: 'sts:AssumeRoleWithWebIdentity',
      namespace: 'payments',
    },
  },
  {
    title: 'a provider that cannot be reached, in XML',
    text: '<Error><Code>IDPCommunicationError</Code><Message>Couldn\u2019t retrieve verification key from your identity provider</Message></Error>',
    says: { kind: 'invalid-identity-token', code: 'IDPCommunicationError' },
  },
  {
    title: 'words without a code',
    text: 'credentials: the ID Token provided is not a valid JWT',
    says: { kind: 'invalid-identity-token' },
  },
];

export const configurationTexts: readonly LabelledText[] = [
  {
    title: 'a token that cannot be read',
    text: 'WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token\ncaused by: open: permission denied',
    says: { kind: 'web-identity-config', code: 'WebIdentityErr' },
  },
  {
    title: 'STS out of reach',
    text: 'WebIdentityErr: failed to retrieve credentials\ncaused by: RequestError: send request failed\ncaused by: Post "https://sts.amazonaws.com/": dial tcp: i/o timeout',
    says: { kind: 'web-identity-config', code: 'RequestError' },
  },
  {
    title: 'an expired token',
    text: 'An error occurred (ExpiredTokenException) when calling the AssumeRoleWithWebIdentity operation: Token expired: current date/time 1700000100 must be before the expiration date/time 1700000000',
    says: {
      kind: 'web-identity-config',
      code: 'ExpiredTokenException',
      action: 'sts:AssumeRoleWithWebIdentity',
    },
  },
  {
    title: 'no credentials in Python',
    text: 'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
    says: { kind: 'web-identity-config', code: 'NoCredentialsError' },
  },
  {
    title: 'no credentials in Go',
    text: 'NoCredentialProviders: no valid providers in chain. Deprecated.',
    says: { kind: 'web-identity-config', code: 'NoCredentialProviders' },
  },
  {
    title: 'an annotation that is no ARN',
    text: 'caused by: ValidationError: Request ARN is invalid',
    says: { kind: 'web-identity-config', code: 'ValidationError' },
  },
  {
    title: 'a missing module in Java',
    text: "To use web identity tokens, the 'sts' service module must be on the class path.",
    says: { kind: 'web-identity-config' },
  },
  {
    title: 'an SDK that does not know Pod Identity',
    text: 'invalid endpoint host, "169.254.170.23", only loopback hosts are allowed',
    says: { kind: 'web-identity-config' },
  },
  {
    title: 'the Pod Identity agent out of reach',
    text: 'Connect timeout error on endpoint URL: "http://169.254.170.23/v1/credentials"',
    says: { kind: 'web-identity-config' },
  },
  {
    title: 'Pod Identity refused by the trust policy',
    text: '(AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    says: { kind: 'web-identity-config', code: 'AccessDeniedException' },
  },
  {
    title: 'a region in which STS is switched off',
    text: `operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: ${requestId}, RegionDisabledException: STS is not activated in this region for account:${account}.`,
    says: {
      kind: 'web-identity-config',
      code: 'RegionDisabledException',
      action: 'sts:AssumeRole',
      accountId: account,
      requestId,
    },
  },
];

export const downstreamTexts: readonly LabelledText[] = [
  {
    title: 'a missing permission',
    text: `An error occurred (AccessDenied) when calling the ListObjectsV2 operation: ${user} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::ledger" because no identity-based policy allows the s3:ListBucket action`,
    says: {
      ...session,
      code: 'AccessDenied',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::ledger',
      denyReason: 'identity-based',
    },
  },
  {
    title: 'words that a terminal cut',
    text: `User: arn:aws:sts::1111\n22223333:assumed-role/pay\n│ ments-api/botocore-session-17\n00000000 is not authorized to perform: secretsmanager:GetSecret\nValue on resource: ledger because no identity-based policy allows it`,
    says: {
      ...session,
      action: 'secretsmanager:GetSecretValue',
      resource: 'ledger',
      denyReason: 'identity-based',
    },
  },
  {
    title: "the node's role",
    text: `AccessDenied: User: arn:aws:sts::${account}:assumed-role/nodes/i-0123456789abcdef0 is not authorized to perform: autoscaling:DescribeTags\n\tstatus code: 403, request id: ${requestId}`,
    says: {
      kind: 'downstream-denied',
      code: 'AccessDenied',
      action: 'autoscaling:DescribeTags',
      principalArn: `arn:aws:sts::${account}:assumed-role/nodes/i-0123456789abcdef0`,
      roleName: 'nodes',
      accountId: account,
      sessionName: 'i-0123456789abcdef0',
      nodeRole: true,
      requestId,
    },
  },
  {
    title: 'a second role',
    text: `${user} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/ops/dns\\n\\tstatus code: 403`,
    says: {
      ...session,
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/ops/dns',
      roleArn: 'arn:aws:iam::444455556666:role/ops/dns',
    },
  },
  {
    title: 'an ARN that Slack took for an e-mail',
    text: `User: arn:aws-cn:sts::${account}:assumed-role/AWSReservedSSO_Dev/<mailto:jo@example.com|jo@example.com> is not authorized to perform: eks:DescribeCluster`,
    says: {
      kind: 'downstream-denied',
      action: 'eks:DescribeCluster',
      principalArn: `arn:aws-cn:sts::${account}:assumed-role/AWSReservedSSO_Dev/jo@example.com`,
      roleName: 'AWSReservedSSO_Dev',
      accountId: account,
      sessionName: 'jo@example.com',
    },
  },
  {
    title: 'masked account and cut role',
    text: 'User: arn:aws:sts::XXXXXXXXXXXX:assumed-role/payments... is not authorized to perform: ...',
    says: {
      kind: 'downstream-denied',
      principalArn: 'arn:aws:sts::XXXXXXXXXXXX:assumed-role/payments...',
      roleName: 'payments...',
    },
  },
  {
    title: 'an IAM user and a resource in words',
    text: `User: arn:aws:iam::${account}:user/ci is not authorized to perform: iam:GetRole on resource: role nodes with an explicit deny in an identity-based policy`,
    says: {
      kind: 'downstream-denied',
      action: 'iam:GetRole',
      principalArn: `arn:aws:iam::${account}:user/ci`,
      accountId: account,
      resource: 'role nodes',
      denyReason: 'explicit-deny',
    },
  },
  {
    title: 'EC2 with an encoded message',
    text: 'api error UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: abcDEF',
    says: { kind: 'downstream-denied', code: 'UnauthorizedOperation' },
  },
  {
    title: 'Java, with a code in two words',
    text: 'AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 5951B6D2E86E5115; S3 Extended Request ID: abc=; Proxy: null)',
    says: { kind: 'downstream-denied', code: '403 Forbidden', requestId: '5951B6D2E86E5115' },
  },
  {
    title: 'Java, version 2, under an exception of the file system',
    text: 'java.nio.file.AccessDeniedException: s3a://ledger: S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: 5951B6D2E86E5115)',
    says: { kind: 'downstream-denied', requestId: '5951B6D2E86E5115' },
  },
  {
    title: 'a status in place of a code',
    text: 'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
    says: { kind: 'downstream-denied' },
  },
  ...(
    [
      ['because no service control policy allows the sqs:SendMessage action', 'scp'],
      ['with an explicit deny in a service control policy', 'scp'],
      ['with an explicit deny in a resource control policy', 'rcp'],
      ['because no permissions boundary allows the sqs:SendMessage action', 'boundary'],
      ['because no session policy allows the sqs:SendMessage action', 'session'],
      ['because no resource-based policy allows the sqs:SendMessage action', 'resource-based'],
      ['because no VPC endpoint policy allows the sqs:SendMessage action', 'vpce'],
      ['with an explicit deny', 'explicit-deny'],
    ] as const
  ).map(([tail, denyReason]) => ({
    title: `the tail "${tail}"`,
    text: `${user} is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:${account}:q ${tail}`,
    says: {
      ...session,
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${account}:q`,
      denyReason,
    },
  })),
];

/** Texts about access that are none of ours: a reaction to one of them would be noise in somebody's channel. */
export const foreignTexts: readonly string[] = [
  'deployments.apps is forbidden: User "system:serviceaccount:payments:api" cannot list resource "deployments" in API group "apps" in the namespace "payments"',
  'error looking up service account payments/api: serviceaccount "api" not found',
  'Error from server (Forbidden): pods is forbidden',
  'open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory',
  "googleapi: Error 403: Permission 'storage.objects.get' denied on resource, forbidden",
  'rpc error: code = PermissionDenied desc = The caller does not have permission',
  "AuthorizationFailed: The client 'a' with object id 'b' does not have authorization to perform action 'Microsoft.Compute/virtualMachines/read'",
  'AADSTS700016: Application with identifier was not found in the directory',
  'Error making API request.\nURL: PUT https://vault.internal/v1/auth/kubernetes/login\nCode: 403. Errors:\n* permission denied',
  "ERROR 1045 (28000): Access denied for user 'api'@'10.0.0.1' (using password: YES)",
  'pq: permission denied for table ledger',
  'mc: <ERROR> Unable to list buckets. Access Denied.',
  '<Error><Code>AccessDenied</Code><BucketName>a</BucketName><RequestId>17A</RequestId></Error> from http://minio:9000',
  'An error occurred (AccessDenied) when calling the AssumeRoleWithSAML operation: Not authorized to perform sts:AssumeRoleWithSAML',
  'AccessDenied: Roles may not be assumed by root accounts.',
  'AccessDenied: Cannot call GetSessionToken with session credentials\n\tstatus code: 403, request id: 5a1fd0c2-7b1e-4c35-9a57-0c9f3ad1e001',
  'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.',
  'An error occurred (MalformedPolicyDocument) when calling the UpdateAssumeRolePolicy operation: Syntax errors in policy.',
  'Error response from daemon: pull access denied for acme/api, repository does not exist or may require docker login',
  'GET https://registry.example.com/v2/: unexpected status code 401 Unauthorized',
  'does anybody else get AccessDenied from S3 since this morning? I thought the AssumeRoleWithWebIdentity part was fine',
  'we should allow sts:AssumeRoleWithWebIdentity in that policy, and set AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE: /var/run/secrets/eks.amazonaws.com/serviceaccount/token\nReason: Error\nErrImagePull',
  '403 Forbidden nginx/1.25',
  'arn:aws:iam::111122223333:role/payments-api is the role, namespace payments',
  'lunch?',
];
