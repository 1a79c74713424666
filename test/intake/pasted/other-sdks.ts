import {
  badToken,
  configuration,
  denied,
  ISSUER,
  labelledTexts,
  ofRole,
  POD_TOKEN,
  REQUEST,
  refused,
  roleArn,
  sessionArn,
  TOKEN,
  WORKLOADS,
  webIdentity,
} from './labels.ts';

/** Errors of the AWS SDKs for Rust, .NET, PHP, Ruby and C++, and of Fluent Bit and Envoy, which have their own. */
export const otherSdkTexts = labelledTexts([
  [
    'Rust',
    `DispatchFailure(DispatchFailure { source: ConnectorError { kind: Other(None), source: ProviderError(ProviderError { source: ServiceError(ServiceError { source: Unhandled(Unhandled { source: ErrorMetadata { code: Some("AccessDenied"), message: Some("Not authorized to perform sts:AssumeRoleWithWebIdentity"), extras: Some({"aws_request_id": "${REQUEST}"}) } }) }) }) } })`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Rust, in a trace',
    `WARN provide_credentials{provider=default_chain}: aws_config::meta::credentials::chain: provider failed to provide credentials provider=WebIdentityToken error=an error occurred while loading credentials: service error: InvalidIdentityTokenException: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements`,
    badToken({ code: 'InvalidIdentityTokenException', ...webIdentity }),
  ],
  [
    'Rust without a provider',
    'dispatch failure: other: the credential provider was not enabled: no providers in chain provided credentials (CredentialsNotLoaded(CredentialsNotLoaded { source: "no providers in chain provided credentials" }))',
    configuration(),
  ],
  [
    'Rusoto without credentials',
    'Credentials(CredentialsError { message: "Couldn\'t find AWS credentials in environment, credentials file, or IAM role." })',
    configuration({ code: 'CredentialsError' }),
  ],
  [
    'Rust, Vector and a bucket',
    `ERROR sink{component_id=archive component_type=aws_s3}: vector::sinks::util::retries: Non-retriable error; dropping the request. error=service error: AccessDenied: User: ${sessionArn('vector', 'web-identity-token-1740801612345')} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::archive/2025" because no identity-based policy allows the s3:PutObject action`,
    refused('vector', 'web-identity-token-1740801612345', 's3:PutObject', {
      code: 'AccessDenied',
      resource: 'arn:aws:s3:::archive/2025',
      denyReason: 'identity-based',
    }),
  ],
  [
    '.NET',
    `Unhandled exception. Amazon.Runtime.AmazonClientException: Error calling AssumeRole for role ${roleArn('billing')}\n ---> Amazon.SecurityToken.AmazonSecurityTokenServiceException: Not authorized to perform sts:AssumeRoleWithWebIdentity\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.`,
    denied({ code: null, ...ofRole('billing') }),
  ],
  [
    '.NET without credentials',
    'Amazon.Runtime.AmazonServiceException: Unable to get IAM security credentials from EC2 Instance Metadata Service.\n   at Amazon.Runtime.DefaultInstanceProfileAWSCredentials.FetchCredentials()',
    configuration(),
  ],
  [
    '.NET, whose chain finds nothing',
    'Amazon.Runtime.AmazonClientException: Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:\n\nException 1 of 6: The environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY were not set with AWS credentials.',
    configuration(),
  ],
  [
    '.NET without the assembly',
    'System.InvalidOperationException: Assembly AWSSDK.SecurityToken could not be found or loaded. This assembly must be available at runtime to use Amazon.Runtime.AssumeRoleAWSCredentials.',
    configuration(),
  ],
  [
    '.NET and a queue',
    `Amazon.SQS.AmazonSQSException: User: ${sessionArn('billing', 'NetSDK-1')} is not authorized to perform: sqs:receivemessage on resource: arn:aws:sqs:ap-southeast-2:${WORKLOADS}:invoices because no identity-based policy allows the sqs:receivemessage action`,
    refused('billing', 'NetSDK-1', 'sqs:receivemessage', {
      resource: `arn:aws:sqs:ap-southeast-2:${WORKLOADS}:invoices`,
      denyReason: 'identity-based',
    }),
  ],
  [
    '.NET and a bucket that tells nothing',
    "Amazon.S3.AmazonS3Exception: Access Denied\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.",
    { kind: 'downstream-denied' },
  ],
  [
    'PHP',
    `PHP Fatal error:  Uncaught Aws\\Sts\\Exception\\StsException: Error executing "AssumeRoleWithWebIdentity" on "https://sts.ap-southeast-2.amazonaws.com"; AWS HTTP error: Client error: \`POST https://sts.ap-southeast-2.amazonaws.com\` resulted in a \`403 Forbidden\` response:\n<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDeni (truncated...)\n AccessDenied (client): Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied(),
  ],
  [
    'PHP on the node role',
    `AccessDeniedException (client): User: ${sessionArn('workers', 'i-0fedcba9876543210')} is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/app1 because no identity-based policy allows the secretsmanager:GetSecretValue action - {"__type":"AccessDeniedException"}`,
    refused('workers', 'i-0fedcba9876543210', 'secretsmanager:GetSecretValue', {
      code: 'AccessDeniedException',
      nodeRole: true,
      resource: 'prod/app1',
      denyReason: 'identity-based',
    }),
  ],
  [
    'PHP without credentials',
    'Aws\\Exception\\CredentialsException: Error retrieving credentials from the instance profile metadata service. (cURL error 28: Connection timed out after 1001 milliseconds for http://169.254.169.254/latest/api/token)',
    configuration(),
  ],
  [
    'PHP and a web identity',
    'Aws\\Exception\\CredentialsException: Error assuming role from web identity credentials',
    configuration(),
  ],
  [
    'PHP at the agent of EKS Pod Identity',
    'Error retrieving credential from ECS (Client error: `GET http://169.254.170.23/v1/credentials` resulted in a `400 Bad Request` response:\nService account token cannot be empty',
    configuration(),
  ],
  [
    'Ruby',
    "/usr/local/bundle/gems/aws-sdk-core-3.190.0/lib/seahorse/client/plugins/raise_response_errors.rb:17:in `call': Not authorized to perform sts:AssumeRoleWithWebIdentity (Aws::STS::Errors::AccessDenied)",
    denied(),
  ],
  [
    'Ruby without credentials',
    'Aws::Errors::MissingCredentialsError: unable to sign request without credentials set',
    configuration({ code: 'MissingCredentialsError' }),
  ],
  [
    'Ruby and a table',
    `Aws::DynamoDB::Errors::AccessDeniedException (User: ${sessionArn('web', 'app-1')} is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/sessions because no identity-based policy allows the dynamodb:GetItem action)`,
    refused('web', 'app-1', 'dynamodb:GetItem', {
      code: 'AccessDeniedException',
      resource: `arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/sessions`,
      denyReason: 'identity-based',
    }),
  ],
  [
    'Ruby and a token that is too old',
    'Aws::STS::Errors::ExpiredTokenException (Token expired: current date/time 1740801612 must be before the expiration date/time 1740800000)',
    configuration({ code: 'ExpiredTokenException' }),
  ],
  [
    'C++',
    '[ERROR] 2025-03-01 04:00:12.345 STSAssumeRoleWithWebIdentityCredentialsProvider [140] HTTP response code: 403\nResolved remote host IP address: 10.0.0.9\nException name: AccessDenied\nError message: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    denied(),
  ],
  [
    'C++, whose token cannot be opened',
    `[ERROR] 2025-03-01 04:00:12.345 STSAssumeRoleWithWebIdentityCredentialsProvider [140] Can't open token file: ${TOKEN}`,
    configuration(webIdentity),
  ],
  [
    'C++ and a bucket, in Arrow',
    "OSError: When reading information for key 'events/part-0.parquet' in bucket 'lake': AWS Error ACCESS_DENIED during HeadObject operation: No response body.",
    { kind: 'downstream-denied' },
  ],
  [
    'Fluent Bit, which gets no credentials',
    '[2025/03/01 04:00:12] [error] [aws_credentials] STS assume role request failed\n[2025/03/01 04:00:12] [ warn] [aws_credentials] No cached credentials are available and a credential refresh is already in progress. The current co-routine will retry.\n[2025/03/01 04:00:12] [error] [signv4] Provider returned no credentials, service=logs',
    configuration(),
  ],
  [
    'Fluent Bit, which may not write',
    `[2025/03/01 04:00:12] [error] [output:cloudwatch_logs:cloudwatch_logs.0] CreateLogGroup API responded with error='AccessDeniedException', message='User: ${sessionArn('fluent-bit', 'aBcD1234')} is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:ap-southeast-2:${WORKLOADS}:log-group:/eks/prod:log-stream: because no identity-based policy allows the logs:CreateLogGroup action'`,
    refused('fluent-bit', 'aBcD1234', 'logs:CreateLogGroup', {
      code: 'AccessDeniedException',
      resource: `arn:aws:logs:ap-southeast-2:${WORKLOADS}:log-group:/eks/prod:log-stream`,
      denyReason: 'identity-based',
    }),
  ],
  [
    'Envoy at the agent of EKS Pod Identity',
    '[2025-03-01 04:00:12.345][22][error][aws] [source/extensions/common/aws/credentials_provider_impl.cc:302] Could not load AWS credentials document from the task role at http://169.254.170.23/v1/credentials',
    configuration(),
  ],
  [
    'the agent of EKS Pod Identity itself',
    `{"client-addr":"10.10.42.5:36146","cluster-name":"main","level":"error","msg":"Error fetching credentials: error getting credentials to cache: unable to fetch credentials from EKS Auth: operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 400, RequestID: ${REQUEST}, AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume the associated role.","operation":"AssumeRoleForPodIdentity","request-id":"${REQUEST}","service":"EKS Auth","time":"2025-03-01T04:00:12Z"}`,
    configuration({
      code: 'AccessDeniedException',
      action: 'eks-auth:AssumeRoleForPodIdentity',
      requestId: REQUEST,
    }),
  ],
  [
    'the agent of EKS Pod Identity that cannot read a token',
    '{"client-addr":"10.10.42.5:36146","cluster-name":"main","level":"error","msg":"Error fetching credentials: Service account token cannot be parsed: token is malformed: could not base64 decode header: illegal base64 data at input byte 6","time":"2025-03-01T04:00:12Z"}',
    configuration(),
  ],
  [
    'the agent of EKS Pod Identity, which is throttled',
    '{"cluster-name":"main","level":"error","msg":"Error fetching credentials: unable to fetch credentials from EKS Auth: operation error EKS Auth: AssumeRoleForPodIdentity, exceeded maximum number of attempts, 3, https response error StatusCode: 400, ThrottlingException: Rate exceeded"}',
    configuration({ code: 'ThrottlingException', action: 'eks-auth:AssumeRoleForPodIdentity' }),
  ],
  [
    'the agent of EKS Pod Identity, whose node may not ask',
    `{"level":"error","msg":"Error fetching credentials: operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 403, RequestID: ${REQUEST}, AccessDeniedException: User: ${sessionArn('workers', 'i-0fedcba9876543210')} is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:ap-southeast-2:${WORKLOADS}:cluster/main because no identity-based policy allows the eks-auth:AssumeRoleForPodIdentity action"}`,
    refused('workers', 'i-0fedcba9876543210', 'eks-auth:AssumeRoleForPodIdentity', {
      code: 'AccessDeniedException',
      nodeRole: true,
      resource: `arn:aws:eks:ap-southeast-2:${WORKLOADS}:cluster/main`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'a token of EKS Pod Identity that is not there',
    `failed to refresh cached credentials, failed to load credentials, failed to read authorization token from ${POD_TOKEN}: open ${POD_TOKEN}: no such file or directory`,
    configuration(),
  ],
  [
    'a provider that cannot be reached',
    'An error occurred (IDPCommunicationError) when calling the AssumeRoleWithWebIdentity operation: The identity provider could not be reached',
    badToken({ code: 'IDPCommunicationError', ...webIdentity }),
  ],
  [
    'a provider that rejects the token',
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\n  <Error>\n    <Type>Sender</Type>\n    <Code>IDPRejectedClaim</Code>\n    <Message>The token has been rejected</Message>\n  </Error>\n  <RequestId>${REQUEST}</RequestId>\n</ErrorResponse>`,
    badToken({ code: 'IDPRejectedClaim', requestId: REQUEST }),
  ],
  [
    'the issuer of GitHub',
    'Error: Could not assume role with OIDC: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    badToken({ code: null, issuer: 'https://token.actions.githubusercontent.com' }),
  ],
  [
    'GitHub Actions without a subject',
    'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    denied({ code: null }),
  ],
  [
    'a thumbprint',
    `operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, RequestID: ${REQUEST}, InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint`,
    badToken({ ...webIdentity, requestId: REQUEST }),
  ],
  [
    'a certificate of a proxy',
    'WebIdentityErr: failed to retrieve credentials\ncaused by: RequestError: send request failed\ncaused by: Post "https://sts.ap-southeast-2.amazonaws.com/": x509: certificate signed by unknown authority',
    configuration({ code: 'RequestError' }),
  ],
  [
    'an issuer that is masked',
    'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.ap-southeast-2.amazonaws.com/id/XXXXXXXXXXXXXXXX',
    badToken(),
  ],
  [
    'an issuer in the words of an operator',
    `webhook says the issuer is ${ISSUER.slice('https://'.length)} but STS: InvalidIdentityToken: Incorrect token audience`,
    badToken({ issuer: ISSUER }),
  ],
]);
