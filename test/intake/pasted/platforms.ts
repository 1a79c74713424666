import {
  badToken,
  configuration,
  denied,
  ISSUER,
  labelledTexts,
  ofRole,
  REQUEST,
  refused,
  roleArn,
  sessionArn,
  WORKLOADS,
  webIdentity,
} from './labels.ts';

const DENIED = 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** The same errors as log collectors, alert bots, terminals, tickets and people hand them on. */
export const platformTexts = labelledTexts([
  [
    'Loki, through Grafana',
    `{cluster="main", container="api", namespace="payments", pod="api-7c9d8-x2x4k"}\n2025-03-01 04:00:12.345 level=error msg="${DENIED}"`,
    denied({ namespace: 'payments' }),
  ],
  [
    'Datadog',
    `kube_namespace:payments kube_cluster_name:main pod_name:api-7c9d8-x2x4k kube_service_account:api\n${DENIED}`,
    denied({ namespace: 'payments', serviceAccount: 'api' }),
  ],
  [
    'Fluent Bit as JSON',
    JSON.stringify({
      log: `2025-03-01T04:00:12Z stderr F ${DENIED}\n`,
      kubernetes: { pod_name: 'api-7c9d8-x2x4k', namespace_name: 'payments', container_name: 'api' },
    }),
    denied({ namespace: 'payments' }),
  ],
  [
    'CloudWatch with escaped JSON',
    JSON.stringify({
      message: JSON.stringify({
        level: 'error',
        err: `${DENIED}\n\tstatus code: 403, request id: ${REQUEST}`,
      }),
    }),
    denied({ requestId: REQUEST }),
  ],
  [
    'Alertmanager',
    `[FIRING:1] PodCrashLooping\n*Alert:* Pod payments/api-7c9d8 is restarting - \`critical\`\n*Details:*\n  • *namespace:* \`payments\`\n  • *pod:* \`api-7c9d8-x2x4k\`\n${DENIED}`,
    denied({ namespace: 'payments' }),
  ],
  [
    'Sentry',
    `ClientError\nAn error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity\nenvironment: prod | release: 1.4.2 | server_name: api-7c9d8-x2x4k`,
    denied(),
  ],
  [
    'kubectl in a namespace',
    `➜  ~ kubectl -n payments logs deploy/api --tail 3\n${DENIED}`,
    denied({ namespace: 'payments' }),
  ],
  [
    'kubectl, its namespace at the end',
    `$ kubectl logs deploy/api --namespace=payments\n${DENIED}`,
    denied({ namespace: 'payments' }),
  ],
  [
    'kubectl describe and the error',
    `Name:             api-7c9d8-x2x4k\nNamespace:        payments\nService Account:  api\n    Environment:\n      AWS_ROLE_ARN:                 ${roleArn('payments-api')}\n      AWS_WEB_IDENTITY_TOKEN_FILE:  /var/run/secrets/eks.amazonaws.com/serviceaccount/token\n\nlogs: ${DENIED}`,
    denied({ namespace: 'payments', serviceAccount: 'api', ...ofRole('payments-api') }),
  ],
  [
    'the manifest of a service account and the error',
    `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: payments\n  annotations:\n    eks.amazonaws.com/role-arn: ${roleArn('payments-api')}\n---\n${DENIED}`,
    denied({ namespace: 'payments', serviceAccount: 'api', ...ofRole('payments-api') }),
  ],
  ['a person in a hurry', `hey team, prod is broken?? \`${DENIED}\` any ideas :sob:`, denied()],
  [
    'a person with names',
    `getting "${DENIED}" for service account payments/api since the migration`,
    denied({ namespace: 'payments', serviceAccount: 'api' }),
  ],
  [
    'a person with a namespace',
    `getting "${DENIED}" in namespace payments since the migration`,
    denied({ namespace: 'payments' }),
  ],
  [
    'a person who quotes',
    `> ${DENIED}\n> status code: 403, request id: ${REQUEST}\nsame here`,
    denied({ requestId: REQUEST }),
  ],
  [
    'a subject in the words around',
    `sub is system:serviceaccount:payments:api, and still ${DENIED}`,
    denied({ namespace: 'payments', serviceAccount: 'api' }),
  ],
  [
    'a policy beside the error',
    `${DENIED}\n\n{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::${WORKLOADS}:oidc-provider/${ISSUER.slice(8)}" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "${ISSUER.slice(8)}:sub": "system:serviceaccount:payments:api" } } }`,
    denied({ namespace: 'payments', serviceAccount: 'api', issuer: ISSUER }),
  ],
  [
    'CloudTrail of a refused token',
    JSON.stringify({
      eventVersion: '1.08',
      userIdentity: { type: 'WebIdentityUser', userName: 'system:serviceaccount:payments:api' },
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRoleWithWebIdentity',
      errorCode: 'InvalidIdentityToken',
      errorMessage: 'Incorrect token audience',
      requestParameters: { roleArn: roleArn('payments-api'), roleSessionName: 'botocore-session-1' },
      requestID: REQUEST,
    }),
    badToken({
      ...webIdentity,
      ...ofRole('payments-api'),
      namespace: 'payments',
      serviceAccount: 'api',
      requestId: REQUEST,
    }),
  ],
  [
    'CloudTrail of a missing permission',
    JSON.stringify({
      userIdentity: { type: 'AssumedRole', arn: sessionArn('payments-api', 'botocore-session-1') },
      eventSource: 'sqs.amazonaws.com',
      eventName: 'SendMessage',
      errorCode: 'AccessDenied',
      errorMessage: `User: ${sessionArn('payments-api', 'botocore-session-1')} is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:ap-southeast-2:${WORKLOADS}:q because no identity-based policy allows the sqs:sendmessage action`,
      requestID: REQUEST,
    }),
    refused('payments-api', 'botocore-session-1', 'sqs:sendmessage', {
      code: 'AccessDenied',
      resource: `arn:aws:sqs:ap-southeast-2:${WORKLOADS}:q`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'a resource control policy',
    `User: ${sessionArn('payments-api', 's')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::ledger/1" with an explicit deny in a resource control policy`,
    refused('payments-api', 's', 's3:GetObject', { resource: 'arn:aws:s3:::ledger/1', denyReason: 'rcp' }),
  ],
  [
    'a permissions boundary',
    `User: ${sessionArn('payments-api', 's')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::ledger/1" because no permissions boundary allows the s3:GetObject action`,
    refused('payments-api', 's', 's3:GetObject', {
      resource: 'arn:aws:s3:::ledger/1',
      denyReason: 'boundary',
    }),
  ],
  [
    'an endpoint policy',
    `User: ${sessionArn('payments-api', 's')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::ledger/1" because no VPC endpoint policy allows the s3:GetObject action`,
    refused('payments-api', 's', 's3:GetObject', { resource: 'arn:aws:s3:::ledger/1', denyReason: 'vpce' }),
  ],
  [
    'the trust of a second role',
    `User: ${sessionArn('payments-api', 's')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('ledger')} because no role trust policy allows the sts:AssumeRole action`,
    refused('payments-api', 's', 'sts:AssumeRole', {
      roleArn: roleArn('ledger'),
      resource: roleArn('ledger'),
      denyReason: 'resource-based',
    }),
  ],
  [
    'a policy that is named by its ARN',
    `User: ${sessionArn('payments-api', 's')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::ledger/1" with an explicit deny in an identity-based policy: arn:aws:iam::${WORKLOADS}:policy/deny-ledger`,
    refused('payments-api', 's', 's3:GetObject', {
      resource: 'arn:aws:s3:::ledger/1',
      denyReason: 'explicit-deny',
    }),
  ],
  [
    'a service that is asked without a name',
    '{"Message":"User: anonymous is not authorized to perform: es:ESHttpPost because no resource-based policy allows the es:ESHttpPost action"}',
    { kind: 'downstream-denied', action: 'es:ESHttpPost', denyReason: 'resource-based' },
  ],
  [
    'AWS GovCloud',
    `User: arn:aws-us-gov:sts::${WORKLOADS}:assumed-role/payments-api/s is not authorized to perform: kms:GenerateDataKey on resource: arn:aws-us-gov:kms:us-gov-west-1:${WORKLOADS}:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b because no identity-based policy allows the kms:GenerateDataKey action`,
    {
      ...refused('payments-api', 's', 'kms:GenerateDataKey'),
      principalArn: `arn:aws-us-gov:sts::${WORKLOADS}:assumed-role/payments-api/s`,
      resource: `arn:aws-us-gov:kms:us-gov-west-1:${WORKLOADS}:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b`,
      denyReason: 'identity-based',
    },
  ],
  [
    'AWS in China',
    `InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.cn-north-1.amazonaws.com.cn/id/${ISSUER.slice(-32)}`,
    badToken({ issuer: `https://oidc.eks.cn-north-1.amazonaws.com.cn/id/${ISSUER.slice(-32)}` }),
  ],
  [
    'the webhook that is not reached',
    'Error creating: Internal error occurred: failed calling webhook "pod-identity-webhook.amazonaws.com": failed to call webhook: Post "https://pod-identity-webhook.kube-system.svc:443/mutate?timeout=10s": no endpoints available for service "pod-identity-webhook"',
    configuration(),
  ],
  [
    'a variable that is not set',
    'KeyError: environment variable AWS_WEB_IDENTITY_TOKEN_FILE is not set',
    configuration(),
  ],
  [
    'KEDA and a queue',
    `error parsing aws-sqs-queue metadata: error getting queue attributes: operation error SQS: GetQueueAttributes, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('keda-operator', '1740801612345678901')} is not authorized to perform: sqs:getqueueattributes on resource: arn:aws:sqs:ap-southeast-2:${WORKLOADS}:jobs because no identity-based policy allows the sqs:getqueueattributes action`,
    refused('keda-operator', '1740801612345678901', 'sqs:getqueueattributes', {
      code: 'AccessDenied',
      resource: `arn:aws:sqs:ap-southeast-2:${WORKLOADS}:jobs`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
]);
