/** The usual audience of tokens for AWS, the same in all partitions. */
export const STANDARD_AUDIENCE = 'sts.amazonaws.com';

/** Text that was meant to be replaced: of a shell, Terraform, Helm, an AWS example, or angle brackets. */
export function isPlaceholder(value: string): boolean {
  return (
    /\$\{|\$\(|\{\{|<[^>]*>|%[A-Z_]+%|^\$[A-Z_]+$/.test(value) ||
    /EXAMPLE|YOUR[-_]|\b(NAMESPACE|SERVICE[-_]ACCOUNT|SA[-_]NAME|CLUSTER[-_]ID|OIDC[-_](ID|PROVIDER)|ACCOUNT[-_]ID)\b/.test(
      value,
    ) ||
    /:(my|your)-(service-account|serviceaccount|namespace)\b/.test(value) ||
    /\b(your-namespace|your-service-account)\b/.test(value)
  );
}

/** A name of STS: what an audience looks like that was meant to be the standard one. */
export function resemblesStandardAudience(value: string): boolean {
  return /sts/i.test(value) && /amazonaws/i.test(value);
}

/** A service account's subject, or text that was meant as one. */
export function resemblesSubject(value: string): boolean {
  return /serviceaccounts?:/i.test(value);
}
