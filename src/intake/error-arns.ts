import type { ErrorText } from './error-text.ts';

/** Who was refused. `arn` is as the text has it, masked parts included; the parts are null where the text does not give them whole. */
export interface Principal {
  readonly arn: string;
  readonly accountId: string | null;
  readonly roleName: string | null;
  readonly sessionName: string | null;
}

const MAX_ARN = 600;
const refusal = /\sis not authorized to\s/g;
const webIdentityRefusal = /\sis not authorized to perform:?\s?sts:AssumeRoleWithWebIdentity/g;
const assumedRole =
  /arn:aws[\w-]{0,20}:sts::[^\s:"']{0,40}:assumed-role\/[\w+=,.@<>*-]{1,80}\/[\w+=,.@<>*-]{1,80}/;
const role =
  /(?<!sessionIssuer[^\n]{0,40})arn:aws[\w-]{0,20}:iam::[^\s:"']{0,40}:role\/[^\s"'`,;)\]}<>]{1,600}/;

/** The first principal that the text calls not authorized; where it says so of nobody, as CloudTrail does, the first assumed role. */
export function refusedPrincipal(text: ErrorText): Principal | null {
  const caller = principalBefore(refusal, text.lines) ?? assumedRole.exec(text.flat)?.[0];
  return caller === undefined ? null : readPrincipal(caller);
}

/** The principal that the text calls not authorized for web identity itself, where it names one. */
export function principalRefusedWebIdentity(text: ErrorText): Principal | null {
  const caller = principalBefore(webIdentityRefusal, text.lines);
  return caller === undefined ? null : readPrincipal(caller);
}

function principalBefore(phrase: RegExp, lines: string): string | undefined {
  for (const { index } of lines.matchAll(phrase)) {
    const before = lines.slice(Math.max(0, index - MAX_ARN), index);
    const start = before.lastIndexOf('arn:aws');
    // Nothing but the ARN stands between "User:" and the phrase, so a line end in it is a terminal's.
    const arn = start < 0 ? '' : (before.slice(start).replaceAll('\n', '').split(' ')[0] ?? '');
    if (arn !== '') return arn.replace(/["',;)]+$/, '');
  }
  return undefined;
}

function readPrincipal(arn: string): Principal {
  const [type, ...names] = resourcePart(arn).split('/');
  const isSession = type === 'assumed-role';
  const roleName = isSession ? names[0] : type === 'role' ? names.at(-1) : undefined;
  return {
    arn,
    accountId: accountOf(arn),
    roleName: roleName || null,
    sessionName: (isSession && names[1]) || null,
  };
}

/** Twelve digits, or null where the ARN has none or they are masked. */
export function accountOf(arn: string): string | null {
  const account = arn.split(':')[4] ?? '';
  return /^\d{12}$/.test(account) ? account : null;
}

/** The name of an IAM role's ARN without its path. */
export function roleNameOf(roleArn: string): string | null {
  return resourcePart(roleArn).split('/').at(-1) || null;
}

function resourcePart(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** The first role ARN in the text, apart from the issuer of a session in CloudTrail. */
export function firstRoleArn(text: ErrorText): string | null {
  const found = role.exec(text.lines)?.[0];
  return found === undefined ? null : withoutSentenceEnd(found);
}

/** What access was refused to, as the text has it: an ARN, or words such as `role payments`. */
export function refusedResource(text: ErrorText): string | null {
  const label = /\son resource:\s?["']?/.exec(text.lines);
  if (label === null) return null;
  const rest = text.lines.slice(label.index + label[0].length, label.index + label[0].length + MAX_ARN);
  const isArn = rest.startsWith('arn:');
  const end = isArn ? /[\s"',;)\]}]/ : /[\n"]|, | because | with an explicit | - | \(|$/;
  const resource = withoutSentenceEnd(rest.split(end)[0] ?? '').trim();
  return resource === '' ? null : resource;
}

export function isRoleArn(resource: string): boolean {
  return /^arn:aws[\w-]{0,20}:iam::[^:]{0,40}:role\//.test(resource);
}

/** A full stop or colon belongs to the sentence around; three dots belong to a masked name. */
function withoutSentenceEnd(text: string): string {
  return text.replace(/(?<![.])[.:]$/, '');
}
