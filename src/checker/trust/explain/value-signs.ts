/** The usual audience of tokens for AWS, the same in all partitions. */
export const STANDARD_AUDIENCE = 'sts.amazonaws.com';

/** Longer texts are hostile; the signs are looked for in their beginning. */
const LONGEST = 1000;

/** Text that was meant to be replaced: of a shell, Terraform, Helm, an AWS example, or angle brackets. */
export function isPlaceholder(value: string): boolean {
  const text = value.slice(0, LONGEST);
  return MARKS.test(text) || NAMES.test(text) || SAMPLES.test(text);
}

const MARKS = /\$\{|\$\(|\{\{|<[^>]*>|%[A-Z_]+%|^\$[A-Z_]+$/;
const NAMES =
  /EXAMPLE|YOUR[-_]|\b(NAMESPACE|SERVICE[-_]ACCOUNT|SA[-_]NAME|CLUSTER[-_]ID|OIDC[-_](ID|PROVIDER)|ACCOUNT[-_]ID)\b/;
const SAMPLES =
  /:(my|your)-(service-account|serviceaccount|namespace)\b|\byour-(namespace|service-account)\b/;

/** A name of STS: what an audience looks like that was meant to be the standard one. */
export function resemblesStandardAudience(value: string): boolean {
  return /sts/i.test(value) && /amazonaws/i.test(value);
}

/** A service account's subject, or text that was meant as one. */
export function resemblesSubject(value: string): boolean {
  return /serviceaccounts?:/i.test(value);
}
