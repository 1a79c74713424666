import {
  badToken,
  configuration,
  denied,
  ISSUER,
  labelledTexts,
  REQUEST,
  refused,
  sessionArn,
  TOKEN,
  WORKLOADS,
  webIdentity,
} from './labels.ts';

/** Errors of the AWS SDKs for JavaScript, versions 2 and 3. */
export const javascriptTexts = labelledTexts([
  [
    'version 3',
    `AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n    at throwDefaultError (/app/node_modules/@smithy/smithy-client/dist-cjs/index.js:840:20)\n    at de_CommandError (/app/node_modules/@aws-sdk/client-sts/dist-cjs/index.js:476:14)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {\n  '$fault': 'client',\n  '$metadata': {\n    httpStatusCode: 403,\n    requestId: '${REQUEST}',\n    extendedRequestId: undefined,\n    cfId: undefined,\n    attempts: 1,\n    totalRetryDelay: 0\n  },\n  Type: 'Sender',\n  Code: 'AccessDenied'\n}`,
    denied({ requestId: REQUEST }),
  ],
  [
    'version 3 without credentials',
    'CredentialsProviderError: Could not load credentials from any providers\n    at /app/node_modules/@aws-sdk/credential-provider-node/dist-cjs/index.js:142:17 {\n  tryNextLink: false\n}',
    configuration({ code: 'CredentialsProviderError' }),
  ],
  [
    'version 3 and a service',
    `AccessDeniedException: User: ${sessionArn('mailer', 'aws-sdk-js-session-1740801612345')} is not authorized to perform: ses:SendEmail on resource: \`arn:aws:ses:ap-southeast-2:${WORKLOADS}:identity/example.com\` because no identity-based policy allows the ses:SendEmail action\n    at de_AccessDeniedExceptionRes (/app/node_modules/@aws-sdk/client-ses/dist-cjs/index.js:10:1) { '$fault': 'client' }`,
    refused('mailer', 'aws-sdk-js-session-1740801612345', 'ses:SendEmail', {
      code: 'AccessDeniedException',
      resource: `arn:aws:ses:ap-southeast-2:${WORKLOADS}:identity/example.com`,
      denyReason: 'identity-based',
    }),
  ],
  [
    'version 3, where S3 tells nothing',
    `AccessDenied: Access Denied\n    at throwDefaultError (/app/node_modules/@aws-sdk/smithy-client/dist-cjs/default-error-handler.js:8:22) {\n  '$fault': 'client', '$metadata': { httpStatusCode: 403, requestId: '4TZ0G9W2B7N5Q8XK', attempts: 1 }, Code: 'AccessDenied', HostId: 'abc=' }`,
    { kind: 'downstream-denied', code: 'AccessDenied', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'version 3 and an expired token',
    `ExpiredTokenException: Token expired: current date/time 1740801612 must be before the expiration date/time 1740800000\n    at de_ExpiredTokenExceptionRes (/app/node_modules/@aws-sdk/client-sts/dist-cjs/index.js:500:21)\n    at de_AssumeRoleWithWebIdentityCommandError (/app/node_modules/@aws-sdk/client-sts/dist-cjs/index.js:455:25)`,
    configuration({ code: 'ExpiredTokenException', ...webIdentity }),
  ],
  [
    'version 3 and a missing provider',
    `InvalidIdentityTokenException: No OpenIDConnect provider found in your account for ${ISSUER}`,
    badToken({ code: 'InvalidIdentityTokenException', issuer: ISSUER }),
  ],
  [
    'version 3 and a file that is missing',
    `[Error: ENOENT: no such file or directory, open '${TOKEN}'] {\n  errno: -2,\n  code: 'ENOENT',\n  syscall: 'open',\n  path: '${TOKEN}'\n}`,
    configuration(),
  ],
  [
    'version 3 and a file that may not be read',
    `Error: EACCES: permission denied, open '${TOKEN}'`,
    configuration(),
  ],
  [
    'version 3 and STS out of reach',
    "Error: getaddrinfo ENOTFOUND sts.ap-southeast-2.amazonaws.com\n    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:120:26) { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'sts.ap-southeast-2.amazonaws.com' }",
    configuration(),
  ],
  [
    'version 3 that does not know the agent of EKS Pod Identity',
    'CredentialsProviderError: 169.254.170.23 is not a valid container metadata service hostname',
    configuration({ code: 'CredentialsProviderError' }),
  ],
  [
    'version 2',
    `AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity\n    at Request.extractError (/app/node_modules/aws-sdk/lib/protocol/query.js:50:29)\n    at Request.callListeners (/app/node_modules/aws-sdk/lib/sequential_executor.js:106:20) {\n  code: 'AccessDenied',\n  time: 2025-03-01T04:00:12.345Z,\n  requestId: '${REQUEST}',\n  statusCode: 403,\n  retryable: false\n}`,
    denied({ requestId: REQUEST }),
  ],
  [
    'version 2, which finds no credentials',
    'CredentialsError: Missing credentials in config, if using AWS_CONFIG_FILE, set AWS_SDK_LOAD_CONFIG=1\n    at Timeout.connectTimeout [as _onTimeout] (/app/node_modules/aws-sdk/lib/http/node.js:69:15)',
    configuration({ code: 'CredentialsError' }),
  ],
  [
    'version 2, in a log line',
    `{"level":50,"time":1740801612345,"pid":18,"hostname":"secrets-6c8b7","type":"Error","stack":"CredentialsError: Missing credentials in config\\n    at Object.openSync (fs.js:439:3)\\n    at TokenFileWebIdentityCredentials.load (/app/node_modules/aws-sdk/lib/credentials/token_file_web_identity_credentials.js:163:28)"}`,
    configuration({ code: 'CredentialsError' }),
  ],
  [
    'version 2, with the errors inside',
    '{"message":"Missing credentials in config","code":"CredentialsError","originalError":{"message":"Could not load credentials from TokenFileWebIdentityCredentials","code":"CredentialsError","host":"sts.amazonaws.com","port":443,"retryable":true}}',
    configuration({ code: 'CredentialsError' }),
  ],
  [
    'version 2 and a service, on the node role',
    `{"level":50,"message":"User: ${sessionArn('eksctl-main-nodegroup-NodeInstanceRole-1A2B3C', 'i-0fedcba9876543210')} is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:ap-southeast-2:${WORKLOADS}:secret:prod/db-nzYAC0","code":"AccessDeniedException","requestId":"${REQUEST}","statusCode":400,"retryable":false}`,
    refused(
      'eksctl-main-nodegroup-NodeInstanceRole-1A2B3C',
      'i-0fedcba9876543210',
      'secretsmanager:GetSecretValue',
      {
        code: 'AccessDeniedException',
        nodeRole: true,
        resource: `arn:aws:secretsmanager:ap-southeast-2:${WORKLOADS}:secret:prod/db-nzYAC0`,
        requestId: REQUEST,
      },
    ),
  ],
  [
    'version 2, an UnknownError of a head request',
    `Forbidden: null\n    at Request.extractError (/app/node_modules/aws-sdk/lib/services/s3.js:711:35)\n    code: 'Forbidden', region: null, requestId: '4TZ0G9W2B7N5Q8XK', statusCode: 403`,
    { kind: 'downstream-denied', requestId: '4TZ0G9W2B7N5Q8XK' },
  ],
  [
    'a NestJS log in colours',
    '\u001B[31m[Nest] 22  - \u001B[39m03/01/2025, 4:00:12 AM \u001B[31m  ERROR\u001B[39m \u001B[38;5;3m[ExceptionsHandler] \u001B[39m\u001B[31mNot authorized to perform sts:AssumeRoleWithWebIdentity\u001B[39m',
    denied({ code: null }),
  ],
]);
