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

/** Errors of the AWS SDKs for Java, and of Spark, Flink, Hadoop, Trino and Kafka, which are built on them. */
export const javaTexts = labelledTexts([
  [
    'version 2',
    `software.amazon.awssdk.services.sts.model.StsException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: ${REQUEST}, Extended Request ID: null)\n\tat software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:125)`,
    denied({ code: null, requestId: REQUEST }),
  ],
  [
    'version 2 of today, with the attempts',
    `software.amazon.awssdk.services.sts.model.StsException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: ${REQUEST}) (SDK Attempt Count: 1)`,
    denied({ code: null, requestId: REQUEST }),
  ],
  [
    'version 2, whose chain tells every provider',
    `software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentialsProvider(), EnvironmentVariableCredentialsProvider(), WebIdentityTokenCredentialsProvider(), ProfileCredentialsProvider(profileName=default), ContainerCredentialsProvider(), InstanceProfileCredentialsProvider()]) : [SystemPropertyCredentialsProvider(): Unable to load credentials from system settings. Access key must be specified either via environment variable (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId)., WebIdentityTokenCredentialsProvider(): Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: ${REQUEST}), ProfileCredentialsProvider(profileName=default): Profile file contained no credentials for profile 'default': ProfileFile(profilesAndSectionsMap=[])]`,
    denied({ code: null, requestId: REQUEST }),
  ],
  [
    'version 2, whose chain was not mutated',
    'software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders=[WebIdentityTokenCredentialsProvider(), InstanceProfileCredentialsProvider()]) : [WebIdentityTokenCredentialsProvider(): Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE or the javaproperty aws.webIdentityTokenFile must be set., InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]',
    configuration(),
  ],
  [
    'version 2 and a service',
    `software.amazon.awssdk.services.s3.model.S3Exception: User: ${sessionArn('reports', 'aws-sdk-java-1740801612345')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports-prod/a.csv" because no identity-based policy allows the s3:GetObject action (Service: S3, Status Code: 403, Request ID: 4TZ0G9W2B7N5Q8XK, Extended Request ID: abc=)`,
    refused('reports', 'aws-sdk-java-1740801612345', 's3:GetObject', {
      resource: 'arn:aws:s3:::reports-prod/a.csv',
      requestId: '4TZ0G9W2B7N5Q8XK',
      denyReason: 'identity-based',
    }),
  ],
  [
    'version 2, where S3 tells nothing',
    'Caused by: software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: 4TZ0G9W2B7N5Q8XK, Extended Request ID: abc=)',
    { kind: 'downstream-denied', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'version 2, without the module',
    "WARN  [sof.ama.aws.aut.cre.int.WebIdentityCredentialsUtils] (main) To use web identity tokens, the 'sts' service module must be on the class path.",
    configuration(),
  ],
  [
    'version 2, without the module, and then the node role',
    `WARN  [sof.ama.aws.aut.cre.int.WebIdentityCredentialsUtils] (main) To use web identity tokens, the 'sts' service module must be on the class path.\nERROR [io.qua.run.Application] (main) Failed to start application: software.amazon.awssdk.services.dynamodb.model.DynamoDbException: User: ${sessionArn('workers', 'i-0fedcba9876543210')} is not authorized to perform: dynamodb:CreateTable on resource: arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/Modules because no identity-based policy allows the dynamodb:CreateTable action (Service: DynamoDb, Status Code: 400, Request ID: QQP3NPAQJ9U1UJILGST8IMFDVVVV4KQNSO5AEMVJF66Q9ASUAAJG)`,
    refused('workers', 'i-0fedcba9876543210', 'dynamodb:CreateTable', {
      nodeRole: true,
      resource: `arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/Modules`,
      requestId: 'QQP3NPAQJ9U1UJILGST8IMFDVVVV4KQNSO5AEMVJF66Q9ASUAAJG',
      denyReason: 'identity-based',
    }),
  ],
  [
    'version 2, whose file is missing',
    `software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials. java.io.UncheckedIOException: java.nio.file.NoSuchFileException: ${TOKEN}`,
    configuration(),
  ],
  [
    'version 2, whose file may not be read',
    `Caused by: java.nio.file.AccessDeniedException: ${TOKEN}`,
    configuration(),
  ],
  [
    'version 2 and a missing provider',
    `software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException: No OpenIDConnect provider found in your account for ${ISSUER} (Service: Sts, Status Code: 400, Request ID: ${REQUEST})`,
    badToken({ code: 'InvalidIdentityTokenException', issuer: ISSUER, requestId: REQUEST }),
  ],
  [
    'version 1 and a service',
    `com.amazonaws.services.dynamodbv2.model.AmazonDynamoDBException: User: ${sessionArn('orders', 'aws-sdk-java-1740801612346')} is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/orders/index/by-day (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: AccessDeniedException; Request ID: ${REQUEST}; Proxy: null)`,
    refused('orders', 'aws-sdk-java-1740801612346', 'dynamodb:Query', {
      code: 'AccessDeniedException',
      resource: `arn:aws:dynamodb:ap-southeast-2:${WORKLOADS}:table/orders/index/by-day`,
      requestId: REQUEST,
    }),
  ],
  [
    'version 1, where S3 tells nothing',
    'com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 4TZ0G9W2B7N5Q8XK; S3 Extended Request ID: abc=; Proxy: null), S3 Extended Request ID: abc=',
    { kind: 'downstream-denied', code: 'AccessDenied', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'version 1 without credentials',
    'com.amazonaws.SdkClientException: Unable to load AWS credentials from any provider in the chain: [EnvironmentVariableCredentialsProvider: Unable to load AWS credentials from environment variables (AWS_ACCESS_KEY_ID (or AWS_ACCESS_KEY) and AWS_SECRET_KEY (or AWS_SECRET_ACCESS_KEY)), com.amazonaws.auth.profile.ProfileCredentialsProvider@1f2e3d: profile file cannot be null]',
    configuration(),
  ],
  [
    'version 1 without the module',
    'To use assume role profiles the aws-java-sdk-sts module must be on the class path.',
    configuration(),
  ],
  [
    'version 1 and an expired token',
    `com.amazonaws.services.securitytoken.model.ExpiredTokenException: Token expired: current date/time 1740801612 must be before the expiration date/time 1740800000 (Service: AWSSecurityTokenService; Status Code: 400; Error Code: ExpiredTokenException; Request ID: ${REQUEST}; Proxy: null)`,
    configuration({ code: 'ExpiredTokenException', requestId: REQUEST }),
  ],
  [
    'Spark with S3A',
    `py4j.protocol.Py4JJavaError: An error occurred while calling o58.parquet.\n: java.nio.file.AccessDeniedException: s3a://lake/events: org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials provided by WebIdentityTokenCredentialsProvider : com.amazonaws.SdkClientException: Unable to execute HTTP request: sts.ap-southeast-2.amazonaws.com`,
    configuration(),
  ],
  [
    'Spark with S3A and a service',
    `java.nio.file.AccessDeniedException: s3a://lake/events: getFileStatus on s3a://lake/events: com.amazonaws.services.s3.model.AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden; Request ID: 4TZ0G9W2B7N5Q8XK; S3 Extended Request ID: abc=; Proxy: null), S3 Extended Request ID: abc=:403 Forbidden`,
    { kind: 'downstream-denied', code: '403 Forbidden', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'Hadoop without any credentials',
    'org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials provided by TemporaryAWSCredentialsProvider SimpleAWSCredentialsProvider EnvironmentVariableCredentialsProvider IAMInstanceCredentialsProvider : com.amazonaws.SdkClientException: Unable to load AWS credentials from environment variables (AWS_ACCESS_KEY_ID (or AWS_ACCESS_KEY) and AWS_SECRET_KEY (or AWS_SECRET_ACCESS_KEY))',
    configuration(),
  ],
  [
    'Flink, whose checkpoints fail',
    `2025-03-01 04:00:12,345 WARN  org.apache.flink.runtime.checkpoint.CheckpointFailureManager [] - Failed to trigger checkpoint 17. Caused by: com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST}; Proxy: null)`,
    denied({ requestId: REQUEST }),
  ],
  [
    'Trino',
    `Query 20250301_040012_00001_abcde failed: Failed to list directory: s3://lake/events: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 4TZ0G9W2B7N5Q8XK; S3 Extended Request ID: abc=; Proxy: null)`,
    { kind: 'downstream-denied', code: 'AccessDenied', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'Kafka with IAM',
    `org.apache.kafka.common.errors.SaslAuthenticationException: An error: (java.security.PrivilegedActionException: javax.security.sasl.SaslException: Failed to find AWS IAM Credentials [Caused by com.amazonaws.SdkClientException: Unable to load AWS credentials from any provider in the chain: [software.amazon.msk.auth.iam.internals.EnhancedProfileCredentialsProvider@5e: Profile file contained no credentials, WebIdentityTokenCredentialsProvider: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST}; Proxy: null)]])`,
    denied({ requestId: REQUEST }),
  ],
  ['Kafka whose access is denied', '[ead6] Access denied', { kind: 'not-relevant' }],
  [
    'Spring at its start',
    `org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'sqsListener': User: ${sessionArn('orders', 'aws-sdk-java-1740801612347')} is not authorized to perform: sqs:getqueueattributes on resource: arn:aws:sqs:ap-southeast-2:${WORKLOADS}:orders because no identity-based policy allows the sqs:getqueueattributes action (Service: Sqs, Status Code: 403, Request ID: ${REQUEST})`,
    refused('orders', 'aws-sdk-java-1740801612347', 'sqs:getqueueattributes', {
      resource: `arn:aws:sqs:ap-southeast-2:${WORKLOADS}:orders`,
      requestId: REQUEST,
      denyReason: 'identity-based',
    }),
  ],
  [
    'Jenkins, with the role that it wants',
    `com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException: User: ${sessionArn('jenkins', 'aws-sdk-java-1740801612348')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('deploy', SHARED)} (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: ${REQUEST}; Proxy: null)`,
    refused('jenkins', 'aws-sdk-java-1740801612348', 'sts:AssumeRole', {
      code: 'AccessDenied',
      roleArn: roleArn('deploy', SHARED),
      resource: roleArn('deploy', SHARED),
      requestId: REQUEST,
    }),
  ],
  [
    'a role in the words before',
    `2025-03-01T04:00:12Z ERROR c.e.Aws - could not assume ${roleArn('orders')} via web identity: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: ${REQUEST})`,
    denied({ code: null, ...ofRole('orders'), requestId: REQUEST }),
  ],
  [
    'an audience that is wrong, version 1',
    `com.amazonaws.services.securitytoken.model.InvalidIdentityTokenException: Incorrect token audience (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken; Request ID: ${REQUEST}; Proxy: null)`,
    badToken({ requestId: REQUEST }),
  ],
  [
    'a validation of the role, version 2',
    `software.amazon.awssdk.services.sts.model.StsException: Request ARN is invalid (Service: Sts, Status Code: 400, Request ID: ${REQUEST})`,
    configuration({ requestId: REQUEST }),
  ],
  [
    'version 2 at the agent of EKS Pod Identity',
    'software.amazon.awssdk.core.exception.SdkClientException: Failed to load credentials from metadata service.\nCaused by: java.net.SocketTimeoutException: Connect timed out at http://169.254.170.23/v1/credentials',
    configuration(),
  ],
  [
    'version 2 that does not know the agent of EKS Pod Identity',
    'ContainerCredentialsProvider(): The full URI (http://169.254.170.23/v1/credentials) contained within environment variable AWS_CONTAINER_CREDENTIALS_FULL_URI has an invalid host. Host should resolve to a loopback address or have the full URI be HTTPS.',
    configuration(),
  ],
  [
    'a stack trace with the operation only',
    `Caused by: software.amazon.awssdk.services.sts.model.StsException: User: ${sessionArn('a-first-role', 'aws-sdk-java-1740801612349')} is not authorized to perform: sts:AssumeRoleWithWebIdentity on resource: ${roleArn('orders')} (Service: Sts, Status Code: 403, Request ID: ${REQUEST})\n\tat software.amazon.awssdk.services.sts.DefaultStsClient.assumeRoleWithWebIdentity(DefaultStsClient.java:767)`,
    {
      ...refused('a-first-role', 'aws-sdk-java-1740801612349', webIdentity.action),
      kind: 'assume-web-identity-denied',
      roleArn: roleArn('orders'),
      resource: roleArn('orders'),
      requestId: REQUEST,
    },
  ],
]);
