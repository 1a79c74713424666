import type { SymptomKind } from '../checker/vocabulary/symptom.ts';

export type RelevantKind = Exclude<SymptomKind, 'not-relevant'>;

/** One way in which an error of a kind is worded: all patterns hold. Texts are searched on one line, white space as single spaces. */
export interface Sign {
  readonly kind: RelevantKind;
  readonly all: readonly RegExp[];
  /** Wording that other software shares: a text that names that software is not ours. */
  readonly weak?: true;
}

const aws = /\baws|amazon|\bsts\b|\bs3\b|\bec2\b|imds|boto|\beks\b/i;
const failure =
  '(?:fail|error|denied|refused|timed? ?out|exceeded|not found|no such|x509|unable|invalid|cannot|exception)';

/** STS refused the token's subject: whatever the SDK, its message says so in these words. */
const denied: readonly Sign[] = [
  {
    kind: 'assume-web-identity-denied',
    all: [/not authorized to perform:? ?sts:AssumeRoleWithWebIdentity/i],
  },
  {
    kind: 'assume-web-identity-denied',
    all: [/\((?:AccessDenied\w*|403)\) when calling the AssumeRoleWithWebIdentity operation/],
    weak: true,
  },
  {
    kind: 'assume-web-identity-denied',
    all: [/eventName"? ?[:=] ?"?AssumeRoleWithWebIdentity/, /errorCode"? ?[:=] ?"?AccessDenied/],
  },
];

/** STS refused the token itself. */
const token: readonly Sign[] = [
  /InvalidIdentityToken/,
  /IDPCommunicationError|IDPRejectedClaim/,
  /No OpenIDConnect provider found in/i,
  /Incorrect token audience/i,
  /retrieve verification key from your identity provider/i,
  /The ID Token provided is not a valid JWT/i,
  /certificate doesn't match configured thumbprint/i,
].map((pattern) => ({ kind: 'invalid-identity-token', all: [pattern] }));

/** AWS named a principal, or at least an action in IAM's spelling, that lacks a permission. */
const named: readonly Sign[] = [
  {
    kind: 'downstream-denied',
    all: [/not authorized to perform:? ?(?!sts:AssumeRoleWithSAML)[A-Za-z0-9-]{2,40}:[A-Z*]/],
  },
  {
    kind: 'downstream-denied',
    all: [/ is not authorized to /, /arn:aws[\w-]{0,20}:[^\s"]{2,400} is not authorized to /],
  },
  // What STS decodes of an encoded message.
  {
    kind: 'downstream-denied',
    all: [/"allowed" ?: ?false ?, ?"explicitDeny" ?: ?/, /"action" ?: ?"[a-z0-9-]{2,40}:[A-Za-z]/],
  },
  { kind: 'downstream-denied', all: [/ isn't authorized to call [a-z0-9-]{2,40}:[A-Z]/] },
];

/** The operation and a refusal close after it; looked for late, because a refusal of something else may follow in a log. */
const deniedNearby: Sign = {
  kind: 'assume-web-identity-denied',
  all: [
    /AssumeRoleWithWebIdentity.{0,300}?(?:StatusCode: 403|status code: 403|api error AccessDenied|AccessDenied[:(])/,
  ],
  weak: true,
};

/** Credentials could not be had: nobody got as far as asking STS, or STS could not be asked. */
const configuration: readonly Sign[] = [
  /WebIdentityErr/,
  /AWS_WEB_IDENTITY_TOKEN_FILE.{0,120}(?:must be set|not set|not found|no such file|permission denied|does(?:n't| not) exist|missing|empty)/i,
  /NoCredentialsError|Unable to locate credentials/,
  /NoCredentialProviders|no valid providers in chain|No valid credential sources? found/i,
  /CredentialsProviderError/,
  /Could not load credentials from any providers/i,
  /Missing credentials in config, if using AWS_CONFIG_FILE/,
  /CredentialsError.{0,80}Missing credentials in config|Missing credentials in config.{0,80}CredentialsError/,
  /Could not load credentials from \w{0,40}WebIdentity/,
  /Unable to load (?:AWS )?credentials from any/i,
  /No AWS Credentials provided by|Failed to resolve AWS credentials|Couldn't find AWS credentials in environment/i,
  /no providers in chain provided credentials|Aws::Errors::MissingCredentialsError/,
  /Error retrieving credentials from the instance profile metadata|Error assuming role from web identity credentials/i,
  /an IAM role must be associated with service account/i,
  // The agent of EKS Pod Identity, which SDKs quote without its address.
  /Service account token (?:cannot be (?:empty|parsed)|failed basic claim validations)/i,
  /(?:ProfileNotFound|config profile \([^)]{1,80}\) could not be found)/,
  /no EC2 IMDS role found|Unable to get IAM security credentials from EC2/i,
  /AWS_(?:ACCESS_KEY_ID|ROLE_ARN)\W.{0,20}(?:doesn't exist|does not exist|not set|not found|must be set|is missing)/,
  /\[aws_credentials\].{0,40}(?:fail|could not|error)|STS assume role request failed/i,
  /Token expired: current date\/time/i,
  /Request ARN is invalid/i,
  // Every way to assume a role is refused in these words; only web identity is asked about here.
  /web ?identity.{0,300}(?:requested DurationSeconds exceeds the MaxSessionDuration|at '(?:roleArn|roleSessionName)' failed to satisfy constraint)/i,
  /only loopback hosts are allowed|not a valid container metadata service hostname|did not refer to the loopback interface/i,
  /EKS does not have permissions to assume the associated role/i,
  /STS is not activated in this region|RegionDisabledException/,
  /Credential should be scoped to a valid region/i,
  /Could not find operation AssumeRoleWithWebIdentity/i,
  /Packed size of session tags consumes|PackedPolicyTooLarge/i,
  /(?:'sts' service|aws-java-sdk-sts) module must be on the class ?path|AWSSDK\.SecurityToken could not be found/i,
  /(?:failed|error)[^:]{0,60}calling webhook.{0,60}pod-identity-webhook/i,
].map((pattern) => ({ kind: 'web-identity-config', all: [pattern] }));

/** The rare word first, then the frequent one near it: looking for the second alone would be slow in a long log. */
const near = (word: string, trouble = failure) => [
  new RegExp(word),
  new RegExp(`${word}.{0,200}${trouble}|${trouble}.{0,200}${word}`, 'i'),
];

/** The same in words that other software might use too. */
const configurationNearby: readonly Sign[] = [
  // The path stands in the description of every pod that is set up well, so a mere "error" beside it says nothing.
  near(
    String.raw`eks\.amazonaws\.com/serviceaccount/token`,
    '(?:unable to|fail(?:ed|ure)|could not|cannot|can.t open|no ?such ?file|AccessDeniedException|permission denied|not found|not exist|is empty)',
  ),
  // Where the EKS Pod Identity agent listens.
  near(String.raw`(?:169\.254\.170\.23|fd00:ec2::23)`),
  near('AssumeRoleForPodIdentity'),
  [/failed to (?:refresh cached|retrieve) credentials|Credentials could not be loaded/i, aws],
  [
    /\bsts(?:\.[a-z0-9-]{4,30})?\.amazonaws\.com/,
    /dial tcp|i\/o timeout|no such host|connection refused|Could not connect to the endpoint|Connect timeout on endpoint|x509:|ENOTFOUND|ETIMEDOUT|UnknownHost/i,
  ],
  [/(?:\bSTS: AssumeRoleWithWebIdentity, |calling the AssumeRoleWithWebIdentity operation)/],
].map((all) => ({ kind: 'web-identity-config', all, weak: true }));

const refusal =
  '(?:AccessDenied(?:Exception)?|Forbidden|UnauthorizedOperation|AuthorizationError(?:Exception)?)';
const pattern = (source: string) => new RegExp(source.replaceAll('REFUSAL', refusal));

/** An SDK's or a service's frame around a refusal that names nobody. */
const framed: readonly Sign[] = [
  [pattern(String.raw`An error occurred \((?:REFUSAL|403)\) when calling the \w{1,80} operation`)],
  [/UnauthorizedOperation/, /You are not authorized to perform this operation|Encoded authorization failure/],
  [/operation error [\w ]{1,60}: \w{1,80}, /, pattern('StatusCode: 403.{0,200}REFUSAL')],
  [pattern('api error REFUSAL: ')],
  [pattern('REFUSAL: .{0,300}?status code: 40[03], request id')],
  [pattern(String.raw`\(Service: [\w ]{1,60}[;,] Status Code: 403[;,] Error Code: (?:403 )?REFUSAL`)],
  [/(?:Access Denied|Forbidden|not authorized)[^(]{0,200}\(Service: [\w ]{1,60}, Status Code: 403, /],
  [pattern('REFUSAL'), /\$metadata|\$fault|@aws-sdk\/|aws-sdk\/lib\/|@smithy\//],
  [/<Code>AccessDenied<\/Code>/, /<RequestId>/],
  [/Error executing "\w{1,80}" on "https:\/\/[^"]{1,300}amazonaws\.com/, pattern('REFUSAL')],
  [pattern(String.raw`Aws::\w{1,60}::Errors::REFUSAL`)],
  [/Amazon\.[\w.]{1,100}Exception: (?:Access Denied|Forbidden|User)/],
  [/(?:aws_request_id|x-amzn-RequestId)/i, pattern('REFUSAL')],
  [
    /eventSource"? ?[:=] ?"?[\w-]{1,40}\.amazonaws\.com/,
    pattern('errorCode"? ?[:=] ?"?(?:Client\\.)?REFUSAL'),
  ],
  [/__type"? ?: ?"[\w.#]{0,80}AccessDeniedException/],
  [/AWS Error ACCESS_DENIED during \w{1,80} operation/],
].map((all) => ({ kind: 'downstream-denied', all, weak: true }));

/** From the most telling to the least: the first that holds decides, whatever else the text holds. */
export const SIGNS: readonly Sign[] = [
  ...denied,
  ...token,
  ...named,
  deniedNearby,
  ...configuration,
  ...configurationNearby,
  ...framed,
];

/** By itself, though Slack's marks for italics and bold may stand around it. */
const word = (name: string) => new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'i');

/** Software that borrows AWS's words, and AWS errors of people at a keyboard, where no workload's identity is at stake. */
export const FOREIGN: readonly RegExp[] = [
  word('minio'),
  /\bmc: <ERROR>|play\.min\.io/i,
  /AssumeRoleWithSAML/i,
  word('SAML'),
  /may not be assumed by root accounts/i,
  /Cannot call Get(?:Session|Federation)Token with session credentials/i,
  /MultiFactorAuthentication failed/i,
  /digitaloceanspaces|backblazeb2|r2\.cloudflarestorage|wasabisys|storage\.googleapis|aliyuncs/i,
  /your-objectstorage\.com|linodeobjects|vultrobjects|s3\.[\w-]{1,20}\.(?:scw\.cloud|cloud\.ovh|io\.cloud\.ovh)/i,
  word('ceph'),
  // Ceph's own request ids.
  /(?<![A-Za-z0-9])tx0{6,30}[0-9a-f]{1,20}-/,
  /\/v1\/auth\/|(?<![A-Za-z0-9])vault(?![A-Za-z0-9]).{0,40}(?:denied|error)/i,
];
