const ARN = /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:[^\s<>*?]+$/;
const LONGEST = 1500;

/** The resource of an error where it is one whole ARN: neither words, nor masked, nor with a wildcard. Else null. */
export function exactResource(resource: string | null): string | null {
  return resource !== null && resource.length <= LONGEST && ARN.test(resource) ? resource : null;
}

/** The ARN as a policy has to spell it, where `${` would begin a variable. Source: IAM, policy variables. */
export function asPolicyText(arn: string): string {
  // As a function: in a replacement text `$$` would mean a single dollar sign.
  return arn.replaceAll('${', () => '${$}{');
}
