/** The parts of an IAM role's ARN. `path` begins and ends with a slash. */
export interface RoleArn {
  readonly partition: string;
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}

/** A role that can be looked up. `accountId` is null where the text names the role alone. */
export interface NamedRole {
  readonly arn: string | null;
  readonly accountId: string | null;
  readonly name: string;
}

// The characters that IAM takes in paths and names; the name is the last segment.
const ROLE_ARN = /^arn:(aws[a-z0-9-]*):iam::(\d{12}):role(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]{1,64})$/;
const ANY_ROLE_ARN = /arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w+=,.@/-]+/g;
const SESSION_ARN = /^arn:(aws[a-z0-9-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})(?:\/.*)?$/;
const SPLIT_ARN = /^arn:+(aws[a-z0-9-]*):+iam:+(\d{12}):+role\/([\w+=,.@/-]+)$/;
const STRAY = /[\s"'`\u200b]/;
const NAME_BEHIND_ARN = /^arn:[^/]*:role\/(.+)$/;
const BARE_NAME = /^(?:role)?\/?((?:[\w+=,.@-]+\/)*)([\w+=,.@-]{1,64})$/;

/** Reads a role's ARN exactly as IAM writes it; null for everything else, surrounding white space included. */
export function parseRoleArn(text: string): RoleArn | null {
  const match = text.length > 2048 ? null : ROLE_ARN.exec(text);
  if (match === null) return null;
  const [, partition = '', accountId = '', path = '/', name = ''] = match;
  return { partition, accountId, path, name };
}

/** The text without what YAML block scalars and nested quoting leave around a value: white space, line ends and quotes. */
export function withoutStrayCharacters(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && STRAY.test(text.charAt(start))) start++;
  while (end > start && STRAY.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * The role that somebody most likely meant, so that a diagnosis can go on behind a malformed annotation: a doubled ARN, doubled colons, a
 * session's ARN (which carries no path), a bare name, an ARN whose account is no account. Null where no role can be told.
 */
export function salvageRole(text: string): NamedRole | null {
  const cleaned = withoutStrayCharacters(text.slice(0, 4096));
  const inside = parsed(cleaned.match(ANY_ROLE_ARN)?.at(-1) ?? '');
  if (inside !== null) return inside;
  const session = SESSION_ARN.exec(cleaned);
  if (session !== null) return parsed(`arn:${session[1]}:iam::${session[2]}:role/${session[3]}`);
  const split = SPLIT_ARN.exec(cleaned);
  if (split !== null) return parsed(`arn:${split[1]}:iam::${split[2]}:role/${split[3]}`);
  const bare = BARE_NAME.exec(NAME_BEHIND_ARN.exec(cleaned)?.[1] ?? cleaned);
  return bare === null ? null : { arn: null, accountId: null, name: bare[2] ?? '' };
}

function parsed(arn: string): NamedRole | null {
  const role = parseRoleArn(arn);
  return role === null ? null : { arn, accountId: role.accountId, name: role.name };
}
