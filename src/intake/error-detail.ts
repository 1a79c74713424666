import type { SymptomDetail } from '../checker/vocabulary/symptom.ts';
import type { ErrorText } from './error-text.ts';

const TOKEN_FILE = String.raw`eks\.amazonaws\.com/serviceaccount/token`;
const DENIED = '(?:permission denied|EACCES|AccessDeniedException)';
const ABSENT = '(?:no ?such ?file|ENOENT|does not exist|file not found)';
const STS_HOST = /\b(sts(?:\.[a-z0-9-]{4,30})?\.amazonaws\.com(?:\.cn)?)\b/;
const UNREACHABLE =
  '(?:dial tcp|i/o timeout|no such host|connection refused|Could not connect to the endpoint|Connect timeout on endpoint|ENOTFOUND|ETIMEDOUT|UnknownHost|context deadline exceeded)';

/** The agent of EKS Pod Identity is on the pod's own node: what does not answer there has no name to look up. */
const UNANSWERED = `(?:${UNREACHABLE.slice(3, -1)}|Client\\.Timeout|Connection timed out|context canceled)`;

/** The rare word first, then what must stand near it, on either side: looking for the frequent one alone would be slow in a long log. */
const near = (word: string, other: string): RegExp =>
  new RegExp(`${word}.{0,200}?${other}|${other}.{0,200}?${word}`, 'i');

/** The first that holds is what the text reports. Wordings: the STS model and messages of the SDKs, as people paste them. */
const DETAILS: readonly (readonly [SymptomDetail, RegExp])[] = [
  ['provider-not-found', /No OpenIDConnect provider found in/i],
  ['incorrect-audience', /Incorrect token audience/i],
  ['audience-missing', /Missing a required claim: ?aud\b/i],
  ['thumbprint-mismatch', /certificate doesn't match configured thumbprint/i],
  ['keys-unreachable', /retrieve verification key from your identity provider|IDPCommunicationError/i],
  ['not-a-jwt', /The ID Token provided is not a valid JWT/i],
  ['token-expired', /Token expired: current date\/time/i],
  ['token-unreadable', near(TOKEN_FILE, DENIED)],
  ['token-file-absent', near(TOKEN_FILE, ABSENT)],
  [
    'role-arn-invalid',
    /Request ARN is invalid|at 'roleArn' failed to satisfy constraint|Invalid length for parameter RoleArn|AssumeRoleInput\.RoleArn/i,
  ],
  [
    'session-name-invalid',
    /at 'roleSessionName' failed to satisfy constraint|(?:Invalid length for parameter|AssumeRole(?:WithWebIdentity)?Input\.)\s?RoleSessionName/i,
  ],
  ['session-too-long', /requested DurationSeconds exceeds the MaxSessionDuration/i],
  ['sts-region-disabled', /STS is not activated in this region|RegionDisabledException/],
  ['sts-signing-scope', /Credential should be scoped to a valid region/i],
  [
    'sts-other-endpoint',
    /Could not find operation AssumeRoleWithWebIdentity|WebIdentityErr.{0,300}?SerializationError.{0,200}?status code: 405/i,
  ],
  [
    'sts-proxy',
    near(
      String.raw`\bsts(?:\.[a-z0-9-]{4,30})?\.amazonaws\.com`,
      '(?:proxyconnect|Tunnel connection failed|Proxy Authentication Required|Cannot connect to proxy)',
    ),
  ],
  ['sts-certificate', near(String.raw`\bsts(?:\.[a-z0-9-]{4,30})?\.amazonaws\.com`, 'x509: ')],
  ['sts-unreachable', near(String.raw`\bsts(?:\.[a-z0-9-]{4,30})?\.amazonaws\.com`, UNREACHABLE)],
  [
    'sts-module-missing',
    /(?:'sts' service|aws-java-sdk-sts) module must be on the class ?path|AWSSDK\.SecurityToken could not be found/i,
  ],
  [
    'agent-address-refused',
    /only loopback hosts are allowed|not a valid container metadata service hostname|did not refer to the loopback interface/i,
  ],
  ['agent-other-address', /Called agent through invalid address/i],
  [
    'agent-token-refused',
    /Service account token (?:cannot be (?:empty|parsed)|failed basic claim validations)/i,
  ],
  ['association-not-found', near('AssumeRoleForPodIdentity', 'ResourceNotFoundException')],
  ['associated-role-refused', /EKS does not have permissions to assume the associated role/i],
  ['agent-unreachable', near(String.raw`(?:169\.254\.170\.23|fd00:ec2::23)`, UNANSWERED)],
  ['session-tags-too-large', /Packed size of session tags consumes|PackedPolicyTooLarge/i],
  ['throttled', /\bThrottling(?:Exception)?\b.{0,40}Rate exceeded|\bThrottlingException\b/],
  ['profile-not-found', /ProfileNotFound|config profile \([^)]{1,80}\) could not be found/],
  [
    'no-credentials',
    /NoCredentialProviders|NoCredentialsError|Unable to locate credentials|no valid providers in chain|Could not load credentials from any providers|Unable to load (?:AWS )?credentials from any|No AWS Credentials provided by|Failed to resolve AWS credentials|Missing credentials in config|no providers in chain provided credentials/i,
  ],
];

/** What the words leave no doubt of, and which STS was called; members are left out where the text does not say. */
export function errorDetail(text: ErrorText): {
  readonly detail?: SymptomDetail;
  readonly stsHost?: string;
} {
  const detail = DETAILS.find(([, pattern]) => pattern.test(text.flat))?.[0];
  const stsHost = STS_HOST.exec(text.flat)?.[1];
  return { ...(detail === undefined ? {} : { detail }), ...(stsHost === undefined ? {} : { stsHost }) };
}
