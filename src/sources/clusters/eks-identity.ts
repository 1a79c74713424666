import type { KubeContext } from '../kubernetes/context.ts';

/** Which EKS cluster it is, as far as it is known without asking. */
export interface EksIdentity {
  readonly name: string;
  readonly region: string | null;
  readonly accountId: string | null;
}

const ARN = /^arn:aws[a-z0-9-]*:eks:([a-z0-9-]+):(\d{12}):cluster\/([A-Za-z0-9][A-Za-z0-9_-]*)$/;
const EKSCTL = /^(?:.*@)?([A-Za-z0-9][A-Za-z0-9_-]*)\.([a-z]+(?:-[a-z]+)+-\d+)\.eksctl\.io$/;
const SERVER_REGION = /\.([a-z]+(?:-[a-z]+)+-\d+)\.eks\.amazonaws\.com(?:\.cn)?$/;
const ISSUER_REGION = /^oidc\.eks(?:-[a-z]+)?\.([a-z]+(?:-[a-z]+)+-\d+)\./;

/**
 * Reads which EKS cluster a context is from what the tools leave in it: the ARN that `aws eks update-kubeconfig` names things by, eksctl's
 * `user@name.region.eksctl.io`, or the arguments of the credential command. Null where none of them tells.
 */
export function eksIdentityOf(context: KubeContext): EksIdentity | null {
  const names = [context.name, context.cluster, context.user];
  const told = [...names.map(fromArn), ...names.map(fromEksctl), fromExec(context)].filter(
    (identity) => identity !== null,
  );
  const first = told[0];
  if (first === undefined) return null;
  const same = told.filter(({ name }) => name === first.name);
  return {
    name: first.name,
    region: firstOf(same.map(({ region }) => region)) ?? regionOfServer(context.server),
    accountId: firstOf(same.map(({ accountId }) => accountId)),
  };
}

/** The region in the host name of an EKS API server, `https://….gr7.eu-west-1.eks.amazonaws.com`; null for any other. */
export function regionOfServer(server: string | null): string | null {
  return SERVER_REGION.exec(hostOf(server ?? ''))?.[1] ?? null;
}

/** The region in the host name of an EKS issuer; null for any other. */
export function regionOfIssuer(issuer: string): string | null {
  return ISSUER_REGION.exec(hostOf(issuer))?.[1] ?? null;
}

function fromArn(text: string): EksIdentity | null {
  const [, region, accountId, name] = ARN.exec(text) ?? [];
  return name === undefined ? null : { name, region: region ?? null, accountId: accountId ?? null };
}

function fromEksctl(text: string): EksIdentity | null {
  const [, name, region] = EKSCTL.exec(text) ?? [];
  return name === undefined ? null : { name, region: region ?? null, accountId: null };
}

/** `aws eks get-token --cluster-name NAME`, or `aws-iam-authenticator token -i NAME`, whatever program runs them. */
function fromExec({ exec }: KubeContext): EksIdentity | null {
  if (exec === null) return null;
  const { args, env } = exec;
  const isAws = args.includes('get-token');
  if (!isAws && !args.includes('token')) return null;
  const name = option(args, isAws ? ['--cluster-name', '--cluster-id'] : ['-i', '--cluster-id']);
  if (name === null) return null;
  const region = option(args, ['--region']) ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? null;
  return fromArn(name) ?? { name, region, accountId: null };
}

function option(args: readonly string[], names: readonly string[]): string | null {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1] ?? null;
    const [name, ...rest] = arg.split('=');
    if (rest.length > 0 && names.includes(name ?? '')) return rest.join('=');
  }
  return null;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

function firstOf(values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null) ?? null;
}
