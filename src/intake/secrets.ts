export type SecretKind =
  | 'aws-access-key-id'
  | 'aws-secret-key'
  | 'aws-session-token'
  | 'presigned-url'
  | 'jwt'
  | 'bearer'
  | 'slack-token'
  | 'password'
  | 'private-key';

interface SecretForm {
  readonly kind: SecretKind;
  /** What stands before the secret is captured as `label` and stays. */
  readonly pattern: RegExp;
}

/** `key = value`, `"key": "value"`, and `<Key>value` of XML. */
const separator = String.raw`(?:["']?[ \t]{0,3}[:=][ \t]{0,3}["']?|>)`;
const label = (names: string) => `(?<label>(?<![A-Za-z/])(?:${names})${separator})`;

/** What people call a password, also as the end of a longer name. */
const PASSWORD = '(?:password|passwd|passphrase|client[_-]?secret|api[_-]?key)';

/** Whole blocks first, then what has a telling form, then what only its label gives away. Every pattern is linear. */
const forms: readonly SecretForm[] = [
  {
    kind: 'private-key',
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  // Three base64url parts; the first starts with `{"`. A token that was cut off is still a token.
  { kind: 'jwt', pattern: /(?<![\w-])eyJ[\w-]{16,}(?:\.[\w-]*){0,4}/g },
  { kind: 'slack-token', pattern: /(?<![\w-])(?:xox[a-z]|xapp|xoxe\.xox[a-z])-[\w-]{10,}/g },
  {
    kind: 'slack-token',
    pattern: /(?<label>hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{10,}/g,
  },
  { kind: 'aws-session-token', pattern: /(?<![\w/+])(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[\w/+%=-]{40,}/g },
  {
    kind: 'aws-session-token',
    pattern: new RegExp(
      `${label('(?:aws_?)?session_?token|(?:x-amz-|aws_?)security-?_?token')}[\\w/+%=.-]{16,}`,
      'gi',
    ),
  },
  {
    kind: 'aws-secret-key',
    pattern: new RegExp(`${label('(?:aws_?)?secret[_ -]?(?:access[_ -]?)?key')}[\\w/+=]{16,128}`, 'gi'),
  },
  { kind: 'presigned-url', pattern: /(?<label>X-Amz-Signature=)[0-9a-f]{16,}/gi },
  { kind: 'bearer', pattern: /(?<![\w-])k8s-aws-v1\.[\w-]{8,}/g },
  {
    kind: 'bearer',
    pattern: /(?<label>\bauthorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?basic )[\w+/=]{6,}/gi,
  },
  { kind: 'bearer', pattern: /(?<label>\bbearer )(?=[\w.~+/-]{0,60}\d)[\w.~+/=-]{8,}/gi },
  { kind: 'password', pattern: /(?<label>:\/\/[^\s/:@"'<>]{0,100}:)[^\s/@"'<>]{1,200}(?=@)/g },
  // With `=` it is a value, whatever it looks like; behind a colon there may be a sentence.
  {
    kind: 'password',
    pattern: new RegExp(`(?<label>${PASSWORD}["']?[ \\t]{0,3}=[ \\t]{0,3}["']?)[^\\s"'&;,<>[]{3,200}`, 'gi'),
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `(?<label>${PASSWORD}["']?[ \\t]{0,3}:[ \\t]{0,3}["'])[^"'\\n[]{3,200}(?=["'])`,
      'gi',
    ),
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `(?<label>${PASSWORD}(?:[ \\t]{0,3}:[ \\t]{0,3}|>))(?=[^\\s"'<,}]{0,60}\\d)[^\\s"'<,}[]{6,200}`,
      'gi',
    ),
  },
  {
    kind: 'password',
    pattern: new RegExp(`(?<label>--[a-z-]{0,20}${PASSWORD} )[^\\s"'<>[-][^\\s"'<>]{2,200}`, 'gi'),
  },
  { kind: 'aws-access-key-id', pattern: /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,28}(?![A-Za-z0-9])/g },
];

/** No secret of anybody's, so that nobody is told of it; but it tells about policies to whoever may decode it. */
const ENCODED_MESSAGE = /(Encoded authorization failure message:\s{0,3})[\w-]{20,}/g;

/**
 * Masks credentials in text before it is stored, logged or shown. Takes plain text (clean Slack's first: zero-width characters would
 * hide a key), returns it with each secret replaced by `[masked]` and the kinds that were found, each once. Role and account names stay; an encoded
 * authorization message is masked too, and is no kind.
 */
export function redactSecrets(text: string): {
  readonly text: string;
  readonly found: readonly SecretKind[];
} {
  const found = new Set<SecretKind>();
  let masked = text;
  for (const { kind, pattern } of forms) {
    masked = masked.replace(pattern, (...match: readonly unknown[]) => {
      found.add(kind);
      return `${labelOf(match.at(-1))}[masked]`;
    });
  }
  return { text: masked.replace(ENCODED_MESSAGE, '$1[masked]'), found: [...found] };
}

function labelOf(groups: unknown): string {
  const value = typeof groups === 'object' && groups !== null && 'label' in groups ? groups.label : '';
  return typeof value === 'string' ? value : '';
}
