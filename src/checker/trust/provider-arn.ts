import type { TrustRequest } from './types.ts';

/** Region labels of the partitions other than `aws`, as they stand in host names. */
const PARTITION_BY_REGION: readonly (readonly [RegExp, string])[] = [
  [/^cn-[a-z]+-\d$/, 'aws-cn'],
  [/^us-gov-[a-z]+-\d$/, 'aws-us-gov'],
  [/^us-iso-[a-z]+-\d$/, 'aws-iso'],
  [/^us-isob-[a-z]+-\d$/, 'aws-iso-b'],
  [/^eu-isoe-[a-z]+-\d$/, 'aws-iso-e'],
  [/^(us|eu)-isof-[a-z]+-\d$/, 'aws-iso-f'],
  [/^eusc-[a-z]+-[a-z]+-\d$/, 'aws-eusc'],
];

const EKS_HOST = /^oidc[.-]eks\.([a-z0-9-]+)\.[a-z0-9.-]+\/id\/([^/]+)$/i;

/** Takes an issuer with or without `https://` and returns it as IAM writes it in provider ARNs and condition keys: without. */
export function issuerHostOf(issuer: string): string {
  return issuer.replace(/^https?:\/\//i, '');
}

/**
 * The partition that an issuer's host name gives away, `aws` where it gives none away (issuers outside AWS). A role of another partition
 * cannot be told from the issuer alone: say so in `TrustRequest.partition`.
 */
export function partitionOfIssuer(issuer: string): string {
  const labels = (issuerHostOf(issuer).split('/')[0] ?? '').toLowerCase().split('.');
  for (const label of labels) {
    for (const [region, partition] of PARTITION_BY_REGION) {
      if (region.test(label)) return partition;
    }
  }
  return 'aws';
}

/** ARN of the OIDC provider that must stand in the trust policy: of the role's own account and partition, for the token's issuer. */
export function providerArnOf(request: TrustRequest): string {
  const partition = request.partition ?? partitionOfIssuer(request.issuer);
  return `arn:${partition}:iam::${request.accountId}:oidc-provider/${issuerHostOf(request.issuer)}`;
}

/** Parts of an OIDC provider ARN; `host` is the issuer without its scheme. */
export interface ProviderArn {
  readonly partition: string;
  readonly accountId: string;
  readonly host: string;
}

/** Takes a `Federated` value apart; null where it is not the ARN of an OIDC provider. */
export function parseProviderArn(value: string): ProviderArn | null {
  const match = /^arn:([^:]*):iam::([^:]*):oidc-provider\/(.+)$/s.exec(value);
  if (match === null) return null;
  const [, partition = '', accountId = '', host = ''] = match;
  return { partition, accountId, host };
}

/** Region and id of an EKS issuer's host; null for issuers of other kinds. */
export function parseEksHost(host: string): { readonly region: string; readonly id: string } | null {
  const match = EKS_HOST.exec(host);
  if (match === null) return null;
  const [, region = '', id = ''] = match;
  return { region, id };
}

/**
 * Whether a cluster may have this issuer at all. EKS makes its ids of 32 upper-case hexadecimal digits, so that a truncated one, a
 * placeholder or the host form that exists only in an old README belongs to nobody.
 */
export function mayExist(host: string): boolean {
  if (/[<>${}*?\s]/.test(host) || host.includes('://')) return false;
  if (/^oidc[.-]eks\.|\.eks\.amazonaws\.com/i.test(host)) {
    const eks = parseEksHost(host);
    return eks !== null && /^[0-9A-F]{32}$/.test(eks.id);
  }
  return true;
}
