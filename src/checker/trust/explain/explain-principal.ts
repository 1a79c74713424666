import { principalTruth } from '../decide/principal-truth.ts';
import type { RequestContext } from '../decide/request-context.ts';
import type { PrincipalElement } from '../document/policy.ts';
import { parseEksHost, parseProviderArn } from '../provider-arn.ts';
import type { PrincipalFault, StatementResult } from '../types.ts';
import { similarity } from './edit-distance.ts';
import { describeHost } from './key-kind.ts';

/** Explains a statement's principals: what is trusted, what the request comes from and where the closest provider differs. */
export function explainPrincipal(
  principal: PrincipalElement,
  context: RequestContext,
): StatementResult['principal'] {
  const truth = principalTruth(principal, context);
  const wanted = principal.entries.map((entry) => entry.value);
  const result = { truth, wanted, got: context.providerArn };
  if (truth === 'true') return { ...result, differences: [], faults: [] };
  if (principal.isNegated) {
    return { ...result, differences: ['NotPrincipal cannot be used in a trust policy'], faults: [] };
  }
  const federated = principal.entries.filter((entry) => entry.type === 'Federated');
  const closest = closestProvider(
    federated.map((entry) => entry.value),
    context,
  );
  if (closest === null) {
    const difference = 'no OIDC provider is trusted here, only other kinds of principals';
    return { ...result, differences: [difference], faults: ['no-federated-principal'] };
  }
  return { ...result, ...compareProvider(closest, context.providerArn) };
}

/** Looking for the provider that was meant stops here. */
const MOST_COMPARED = 20;

/** The trusted provider that is most like the request's; null where there is none. */
export function closestProvider(values: readonly string[], context: RequestContext): string | null {
  let best: string | null = null;
  for (const value of values.slice(0, MOST_COMPARED)) {
    if (best === null || similarity(value, context.providerArn) > similarity(best, context.providerArn))
      best = value;
  }
  return best;
}

function compareProvider(
  written: string,
  actual: string,
): { readonly differences: readonly string[]; readonly faults: readonly PrincipalFault[] } {
  const found = parseProviderArn(written);
  const wanted = parseProviderArn(actual);
  if (found === null || wanted === null) {
    return {
      differences: [`"${written}" is not the ARN of an OIDC provider; it must be ${actual}`],
      faults: ['not-an-arn'],
    };
  }
  const differences: string[] = [];
  const faults: PrincipalFault[] = [];
  if (found.partition !== wanted.partition) {
    faults.push('other-partition');
    differences.push(`partition is ${found.partition}, not ${wanted.partition}`);
  }
  if (found.accountId !== wanted.accountId) {
    faults.push('other-account');
    differences.push(
      `account is ${found.accountId}, but the provider must be in the role's account ${wanted.accountId}`,
    );
  }
  if (found.host !== wanted.host) {
    faults.push(hostFault(found.host, wanted.host));
    differences.push(describeHost(found.host, wanted.host));
  }
  return { differences, faults };
}

function hostFault(found: string, wanted: string): PrincipalFault {
  if (found.toLowerCase() === wanted.toLowerCase()) return 'case-differs';
  const eks = parseEksHost(found);
  const wantedEks = parseEksHost(wanted);
  if (eks !== null && wantedEks !== null) {
    return eks.id === wantedEks.id && eks.region !== wantedEks.region ? 'other-region' : 'other-cluster';
  }
  const isWrongForm =
    /^https?:/i.test(found) || /\.eks\.amazonaws\.com|oidc[.-]eks/i.test(found) || found === `${wanted}/`;
  return wantedEks !== null && isWrongForm ? 'wrong-host-form' : 'other-provider';
}
