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
  webIdentity,
} from './labels.ts';

/** Errors of botocore, of the AWS CLI, and of what is built on them. */
export const pythonTexts = labelledTexts([
  [
    'a traceback of boto3',
    'Traceback (most recent call last):\n  File "/app/worker.py", line 41, in <module>\n    sqs.receive_message(QueueUrl=url)\n  File "/usr/local/lib/python3.11/site-packages/botocore/client.py", line 569, in _api_call\n    return self._make_api_call(operation_name, kwargs)\n  File "/usr/local/lib/python3.11/site-packages/botocore/credentials.py", line 1015, in _get_credentials\n    response = self._get_credentials()\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    denied(),
  ],
  [
    'Airflow, whose logs are in S3',
    '[2025-03-01, 04:00:12 UTC] {taskinstance.py:1935} ERROR - Task failed with exception\nbotocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity\n[2025-03-01, 04:00:12 UTC] {standard_task_runner.py:104} ERROR - Failed to execute job 7741 for task load',
    denied(),
  ],
  [
    'Airflow, which cannot list',
    `*** Unable to read remote logs from S3: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: User: ${sessionArn('airflow-worker', 'botocore-session-1740801612')} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::airflow-logs" because no identity-based policy allows the s3:ListBucket action`,
    refused('airflow-worker', 'botocore-session-1740801612', 's3:ListBucket', {
      code: 'AccessDenied',
      resource: 'arn:aws:s3:::airflow-logs',
      denyReason: 'identity-based',
    }),
  ],
  [
    'a token that cannot be read',
    `PermissionError: [Errno 13] Permission denied: '${TOKEN}'`,
    configuration(),
  ],
  [
    'a token that is not there',
    `FileNotFoundError: [Errno 2] No such file or directory: '${TOKEN}'`,
    configuration(),
  ],
  [
    'the CLI without credentials',
    '$ kubectl exec -n reports deploy/api -- aws s3 ls\nUnable to locate credentials. You can configure credentials by running "aws configure".',
    configuration({ namespace: 'reports' }),
  ],
  [
    'the CLI, which cannot load them',
    '\nfatal error: Unable to locate credentials\ncommand terminated with exit code 1',
    configuration(),
  ],
  ['the CLI and a profile', 'The config profile (workloads) could not be found', configuration()],
  [
    'the CLI on the node role',
    `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User: ${sessionArn('workers', 'i-0fedcba9876543210')} is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/db because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    refused('workers', 'i-0fedcba9876543210', 'secretsmanager:GetSecretValue', {
      code: 'AccessDeniedException',
      nodeRole: true,
      resource: 'prod/db',
      denyReason: 'identity-based',
    }),
  ],
  [
    'the CLI and an upload',
    'upload failed: ./report.csv to s3://reports-prod/report.csv An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    { kind: 'downstream-denied', code: 'AccessDenied' },
  ],
  [
    'the CLI and a key of KMS',
    'An error occurred (AccessDeniedException) when calling the Decrypt operation: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
    { kind: 'downstream-denied', code: 'AccessDeniedException' },
  ],
  [
    'a key policy of KMS',
    `botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the Decrypt operation: User: ${sessionArn('ledger', 'botocore-session-1740801613')} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:ap-southeast-2:${SHARED}:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b because no resource-based policy allows the kms:Decrypt action`,
    refused('ledger', 'botocore-session-1740801613', 'kms:Decrypt', {
      code: 'AccessDeniedException',
      resource: `arn:aws:kms:ap-southeast-2:${SHARED}:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b`,
      denyReason: 'resource-based',
    }),
  ],
  [
    'an incorrect audience',
    'botocore.errorfactory.InvalidIdentityTokenException: An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience',
    badToken({ code: 'InvalidIdentityTokenException', ...webIdentity }),
  ],
  [
    'a missing provider',
    `botocore.errorfactory.InvalidIdentityTokenException: An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found in your account for ${ISSUER}`,
    badToken({ code: 'InvalidIdentityTokenException', ...webIdentity, issuer: ISSUER }),
  ],
  [
    'STS out of reach',
    'botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://sts.ap-southeast-2.amazonaws.com/"',
    configuration({ code: 'ConnectTimeoutError' }),
  ],
  [
    'STS whose name is not found',
    'botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL: "https://sts.amazonaws.com/"',
    configuration({ code: 'EndpointConnectionError' }),
  ],
  [
    'the agent of EKS Pod Identity and an old token',
    'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 400 from container metadata: Service account token failed basic claim validations: token is expired',
    configuration({ code: 'CredentialRetrievalError' }),
  ],
  [
    'the agent of EKS Pod Identity and a refusal',
    'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 400 from container metadata: [2b2f6d1e-93c4-4a57-8d10-6e2f7a9c4b31]: (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    configuration({ code: 'AccessDeniedException' }),
  ],
  [
    'the agent of EKS Pod Identity without an answer',
    'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from container-role: Error retrieving metadata: Received error when attempting to retrieve container metadata: Connect timeout on endpoint URL: "http://169.254.170.23/v1/credentials"',
    configuration({ code: 'CredentialRetrievalError' }),
  ],
  [
    'credentials from the web identity that cannot be had',
    'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from custom-process: Expecting value: line 1 column 1 (char 0)',
    { kind: 'not-relevant' },
  ],
  [
    'a function with its own second role',
    `ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${sessionArn('spark-driver', 'botocore-session-1740801614')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('lake-reader', SHARED)}`,
    refused('spark-driver', 'botocore-session-1740801614', 'sts:AssumeRole', {
      code: 'AccessDenied',
      roleArn: roleArn('lake-reader', SHARED),
      resource: roleArn('lake-reader', SHARED),
    }),
  ],
  [
    'tags that another role does not take',
    `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${sessionArn('etl', 'eks-prod-etl-7c9d-1b2f')} is not authorized to perform: sts:TagSession on resource: ${roleArn('lake-writer', SHARED)}`,
    refused('etl', 'eks-prod-etl-7c9d-1b2f', 'sts:TagSession', {
      code: 'AccessDenied',
      roleArn: roleArn('lake-writer', SHARED),
      resource: roleArn('lake-writer', SHARED),
    }),
  ],
  [
    'a debug log beside the error',
    `2025-03-01 04:00:11,004 botocore.credentials [DEBUG] Looking for credentials via: assume-role-with-web-identity\n2025-03-01 04:00:11,120 botocore.parsers [DEBUG] Response body: b'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error><RequestId>${REQUEST}</RequestId></ErrorResponse>'`,
    denied({ requestId: REQUEST }),
  ],
  [
    'a script with the variables before the error',
    `AWS_ROLE_ARN=${roleArn('jobs/nightly')}\nAWS_WEB_IDENTITY_TOKEN_FILE=${TOKEN}\nAWS_DEFAULT_REGION=ap-southeast-2\n\nAn error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    denied(ofRole('jobs/nightly')),
  ],
  [
    'a session that is too long',
    'An error occurred (ValidationError) when calling the AssumeRoleWithWebIdentity operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    configuration({ code: 'ValidationError', ...webIdentity }),
  ],
]);
