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
  SHARED,
  sessionArn,
  TOKEN,
  WORKLOADS,
  webIdentity,
} from './labels.ts';

/** Errors as the AWS SDKs for Go print them, on their own and in the logs of controllers. */
export const goTexts = labelledTexts([
  [
    'Velero, version 1 of the SDK',
    `time="2024-11-05T08:14:02Z" level=error msg="Error getting backup store for this location" backupLocation=velero/default controller=backup-sync error="rpc error: code = Unknown desc = WebIdentityErr: failed to retrieve credentials\\ncaused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\\n\\tstatus code: 403, request id: ${REQUEST}" logSource="pkg/controller/backup_sync_controller.go:107"`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Velero, version 2 of the SDK',
    `An error occurred: rpc error: code = Unknown desc = operation error S3: ListObjectsV2, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Crossplane, in an event',
    `Warning  CannotConnectToProvider  12s (x9 over 2m)  managed/s3.aws.upbound.io/v1beta1, kind=bucket  cannot initialize the Terraform plugin SDK async external client: cannot get terraform setup: failed to retrieve aws credentials from aws config: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Crossplane with its object in short',
    'cannot resolve credentials: connect failed: cannot assume role with web identity: api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    denied(),
  ],
  [
    'ACK, whose account is not found out',
    `{"level":"error","ts":"2025-02-11T10:00:01.123Z","logger":"setup","msg":"Unable to create controller manager","aws.service":"s3","error":"unable to determine account ID: unable to get caller identity: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, RequestID: ${REQUEST}, InvalidIdentityToken: No OpenIDConnect provider found in your account for ${ISSUER}"}`,
    badToken({ ...webIdentity, requestId: REQUEST, issuer: ISSUER }),
  ],
  [
    'EBS CSI driver, version 2 of the SDK',
    `rpc error: code = Internal desc = Could not create volume "pvc-2b1f2c7e-9a1d-4a8c-b7b5-1f3a0c9d8e7f": could not create volume in EC2: operation error EC2: CreateVolume, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied({ requestId: REQUEST }),
  ],
  [
    'EBS CSI driver without its permission',
    `E0214 09:12:44.000001       1 driver.go:124] "GRPC error" err=<\n\trpc error: code = Internal desc = Could not create volume "pvc-1": could not create volume in EC2: operation error EC2: CreateVolume, https response error StatusCode: 403, RequestID: ${REQUEST}, api error UnauthorizedOperation: You are not authorized to perform this operation. User: ${sessionArn('ebs-csi', '1739524364000000001')} is not authorized to perform: ec2:CreateVolume on resource: arn:aws:ec2:ap-southeast-2:${WORKLOADS}:volume/* because no identity-based policy allows the ec2:CreateVolume action. Encoded authorization failure message: Qk9HVVM\n >`,
    refused('ebs-csi', '1739524364000000001', 'ec2:CreateVolume', {
      code: 'UnauthorizedOperation',
      resource: `arn:aws:ec2:ap-southeast-2:${WORKLOADS}:volume/*`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'EFS CSI driver',
    'Failed to provision volume: rpc error: code = Unauthenticated desc = Access Denied. Please ensure you have the right AWS permissions: Access denied',
    { kind: 'not-relevant' },
  ],
  [
    'load balancer controller, version 2 of the SDK',
    `{"level":"error","ts":"2025-06-02T11:02:03Z","msg":"Reconciler error","controller":"ingress","object":{"name":"shop","namespace":"web"},"namespace":"web","name":"shop","reconcileID":"6d0f0b7a-70b8-4b0f-a1b4-6b2b5d1f6d11","error":"operation error EC2: DescribeSubnets, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"}`,
    denied({ requestId: REQUEST }),
  ],
  [
    'load balancer controller without a permission',
    `Warning  FailedDeployModel  3m (x12 over 14m)  ingress  Failed deploy model due to operation error Elastic Load Balancing v2: DescribeListenerAttributes, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('alb-controller', '1748862123000000002')} is not authorized to perform: elasticloadbalancing:DescribeListenerAttributes because no identity-based policy allows the elasticloadbalancing:DescribeListenerAttributes action`,
    refused('alb-controller', '1748862123000000002', 'elasticloadbalancing:DescribeListenerAttributes', {
      code: 'AccessDenied',
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'external-dns, version 1 of the SDK',
    `time="2023-04-18T10:30:02Z" level=error msg="records retrieval failed: failed to list hosted zones: WebIdentityErr: failed to retrieve credentials\\ncaused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\\n\\tstatus code: 403, request id: ${REQUEST}"`,
    denied({ requestId: REQUEST }),
  ],
  [
    'external-dns, version 2 of the SDK',
    `time="2025-04-18T10:30:02Z" level=fatal msg="Failed to do run once: records retrieval failed: failed to list hosted zones: operation error Route 53: ListHostedZones, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post \\"https://sts.ap-southeast-2.amazonaws.com/\\": dial tcp: lookup sts.ap-southeast-2.amazonaws.com on 10.100.0.10:53: no such host"`,
    configuration({ ...webIdentity }),
  ],
  [
    'external-dns without a permission, in the middle of a log',
    `time="2025-04-18T10:29:58Z" level=debug msg="Refreshing zones list cache"\ntime="2025-04-18T10:29:58Z" level=error msg="Failed to do run once: soft error\\nfailed to list hosted zones: operation error Route 53: ListHostedZones, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('external-dns', '1744972198000000003')} is not authorized to perform: route53:ListHostedZones because no identity-based policy allows the route53:ListHostedZones action"\ntime="2025-04-18T10:30:58Z" level=debug msg="Refreshing zones list cache"`,
    refused('external-dns', '1744972198000000003', 'route53:ListHostedZones', {
      code: 'AccessDenied',
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'cert-manager, version 2 of the SDK',
    `error instantiating route53 challenge solver: unable to assume role with web identity: operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied({ requestId: REQUEST }),
  ],
  [
    'cert-manager on the node role',
    `Error presenting challenge: failed to determine Route 53 hosted zone ID: operation error Route 53: ListHostedZonesByName, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('main-eks-node-group-20240101', 'i-0abc12345def67890')} is not authorized to perform: route53:ListHostedZonesByName because no identity-based policy allows the route53:ListHostedZonesByName action`,
    refused('main-eks-node-group-20240101', 'i-0abc12345def67890', 'route53:ListHostedZonesByName', {
      code: 'AccessDenied',
      nodeRole: true,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'cluster autoscaler, version 2 of the SDK',
    `F0612 14:00:00.000001       1 aws_cloud_provider.go:450] Failed to create AWS Manager: cannot autodiscover ASGs: operation error Auto Scaling: DescribeAutoScalingGroups, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Karpenter at its start',
    `panic: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n\ngoroutine 1 [running]:\ngithub.com/samber/lo.must({0x2d0a5c0, 0xc000a5e0c0}, {0x0, 0x0, 0x0})`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Karpenter and a service control policy',
    `{"level":"ERROR","time":"2025-05-12T16:46:59.426Z","logger":"controller","message":"Reconciler error","commit":"aa1b2c3","controller":"nodeclaim.lifecycle","controllerKind":"NodeClaim","NodeClaim":{"name":"default-w2zlj"},"namespace":"","error":"launching nodeclaim, creating instance, with fleet error(s), UnauthorizedOperation: You are not authorized to perform this operation. User: ${sessionArn('karpenter', '1731429849551905269')} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:ap-southeast-2:${WORKLOADS}:instance/* with an explicit deny in a service control policy. Encoded authorization failure message: Z2FyYmFnZQ"}`,
    refused('karpenter', '1731429849551905269', 'ec2:RunInstances', {
      code: 'UnauthorizedOperation',
      resource: `arn:aws:ec2:ap-southeast-2:${WORKLOADS}:instance/*`,
      denyReason: 'scp',
    }),
  ],
  [
    'Karpenter, which may not pass a role',
    `creating instance profile, adding role "KarpenterNode-prod" to instance profile "prod_4067990795380418201", operation error IAM: AddRoleToInstanceProfile, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('karpenter', '1731429849551905270')} is not authorized to perform: iam:PassRole on resource: ${roleArn('KarpenterNode-prod')} because no identity-based policy allows the iam:PassRole action`,
    refused('karpenter', '1731429849551905270', 'iam:PassRole', {
      code: 'AccessDenied',
      roleArn: roleArn('KarpenterNode-prod'),
      resource: roleArn('KarpenterNode-prod'),
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'Karpenter in the condition of a node class',
    "message: Controller isn't authorized to call ec2:CreateFleet\nreason: CreateFleetAuthCheckFailed",
    { kind: 'downstream-denied', action: 'ec2:CreateFleet' },
  ],
  [
    'external-secrets at the second role',
    `could not get secret data from provider: unable to create session: an IAM role must be associated with service account payments-api (namespace: payments)`,
    configuration({ namespace: 'payments', serviceAccount: 'payments-api' }),
  ],
  [
    'external-secrets, version 2 of the SDK',
    `{"level":"error","ts":1750000000.1,"msg":"Reconciler error","controller":"externalsecret","ExternalSecret":{"name":"db","namespace":"payments"},"error":"error processing spec.data[0] (key: prod/db), err: operation error Secrets Manager: GetSecretValue, get identity: get credentials: failed to refresh cached credentials, operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"}`,
    denied({ requestId: REQUEST }),
  ],
  [
    'external-secrets and a role of another account',
    `AccessDenied: User: ${sessionArn('external-secrets', '1750000000000000004')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('secrets-reader', SHARED)}\\n\\tstatus code: 403, request id: ${REQUEST}`,
    refused('external-secrets', '1750000000000000004', 'sts:AssumeRole', {
      code: 'AccessDenied',
      roleArn: roleArn('secrets-reader', SHARED),
      resource: roleArn('secrets-reader', SHARED),
      requestId: REQUEST,
    }),
  ],
  [
    'Loki, which may not write',
    `level=error ts=2024-03-02T10:48:29.481260688Z caller=flush.go:143 org_id=fake msg="failed to flush" err="failed to flush chunks: store put chunk: AccessDenied: User: ${sessionArn('loki', '1709376509000000005')} is not authorized to perform: s3:PutObject on resource: \\"arn:aws:s3:::loki-chunks/fake/1\\" because no session policy allows the s3:PutObject action\\n\\tstatus code: 403, request id: 4TZ0G9W2B7N5Q8XK, host id: c2FtcGxl"`,
    refused('loki', '1709376509000000005', 's3:PutObject', {
      code: 'AccessDenied',
      resource: 'arn:aws:s3:::loki-chunks/fake/1',
      requestId: '4TZ0G9W2B7N5Q8XK',
      denyReason: 'session',
    }),
  ],
  [
    'Loki, whose token cannot be read',
    `level=error caller=compactor.go:83 msg="failed to run compaction" err="WebIdentityErr: failed fetching WebIdentity token: \\ncaused by: WebIdentityErr: unable to read file at ${TOKEN}\\ncaused by: open ${TOKEN}: permission denied"`,
    configuration({ code: 'WebIdentityErr' }),
  ],
  [
    'Tempo, whose provider is missing',
    `level=error ts=2025-01-09T07:11:12Z caller=poller.go:144 msg="failed to poll" err="InvalidIdentityToken: No OpenIDConnect provider found in your account for ${ISSUER} status code: 400, request id: ${REQUEST}"`,
    badToken({ requestId: REQUEST, issuer: ISSUER }),
  ],
  [
    'Argo CD image updater',
    'time="2025-01-09T07:11:12Z" level=error msg="Could not get tags from registry: operation error ECR: GetAuthorizationToken, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, http response error StatusCode: 404, request to EC2 IMDS failed"',
    configuration(),
  ],
  [
    'Argo Workflows, whose executor finds no credentials',
    'wait: Error (exit code 64): failed to put file: NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors',
    configuration({ code: 'NoCredentialProviders' }),
  ],
  [
    'Terraform, whose backend cannot be reached',
    `│ Error: Error acquiring the state lock\n│\n│ Error message: operation error DynamoDB: PutItem, https response error\n│ StatusCode: 400, RequestID: ${REQUEST}, api error\n│ AccessDeniedException: User:\n│ ${sessionArn('atlantis', 'aws-go-sdk-1741600000000000006')}\n│ is not authorized to perform: dynamodb:PutItem on resource:\n│ arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/tf-lock because no\n│ identity-based policy allows the dynamodb:PutItem action`,
    refused('atlantis', 'aws-go-sdk-1741600000000000006', 'dynamodb:PutItem', {
      code: 'AccessDeniedException',
      resource: `arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/tf-lock`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'Terraform without credentials',
    '│ Error: No valid credential sources found\n│\n│   with provider["registry.terraform.io/hashicorp/aws"],\n│   on main.tf line 1, in provider "aws":\n│\n│ Please see https://registry.terraform.io/providers/hashicorp/aws\n│ Error: failed to refresh cached credentials, no EC2 IMDS role found',
    configuration(),
  ],
  [
    'Terraform and its own role',
    `Error: Cannot assume IAM Role\n\n  with provider["registry.terraform.io/hashicorp/aws"].prod,\n\nIAM Role (${roleArn('terraform/deploy', SHARED)}) cannot be assumed.\n\nError: operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: ${REQUEST}, api error AccessDenied: User: ${sessionArn('atlantis', 'aws-go-sdk-1741600000000000007')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('terraform/deploy', SHARED)}`,
    refused('atlantis', 'aws-go-sdk-1741600000000000007', 'sts:AssumeRole', {
      code: 'AccessDenied',
      roleArn: roleArn('terraform/deploy', SHARED),
      resource: roleArn('terraform/deploy', SHARED),
      requestId: REQUEST,
    }),
  ],
  [
    'a program that names its role',
    `assume role "${roleArn('batch/nightly')}" with web identity: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n\tstatus code: 403, request id: ${REQUEST}`,
    denied({ ...ofRole('batch/nightly'), requestId: REQUEST }),
  ],
  [
    'an expired token',
    `WebIdentityErr: failed to retrieve credentials\ncaused by: ExpiredTokenException: Token expired: current date/time 1731098245 must be before the expiration date/time 1731095240\n\tstatus code: 400, request id: ${REQUEST}`,
    configuration({ code: 'ExpiredTokenException', requestId: REQUEST }),
  ],
  [
    'an annotation that is no ARN, version 2 of the SDK',
    `operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, RequestID: ${REQUEST}, api error ValidationError: Request ARN is invalid`,
    configuration({ code: 'ValidationError', ...webIdentity, requestId: REQUEST }),
  ],
  [
    'a token file without a token',
    `failed to retrieve jwt from provide source, unable to read file at ${TOKEN}: open ${TOKEN}: no such file or directory`,
    configuration(),
  ],
  [
    'kube2iam and kiam, before web identity',
    `{"addr":"10.110.43.140:33840","level":"error","method":"GET","msg":"error processing request: error fetching credentials: rpc error: code = Unknown desc = AccessDenied: Access denied\\n\\tstatus code: 403, request id: ${REQUEST}","status":500}`,
    { kind: 'downstream-denied', code: 'AccessDenied', requestId: REQUEST },
  ],
]);
