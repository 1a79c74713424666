import { isObject, member } from '../document/json.ts';
import { closestProvider } from '../explain/explain-principal.ts';
import { mayExist, parseProviderArn } from '../provider-arn.ts';
import { changed, type Draft, type StatementInQuestion } from './draft.ts';
import { withMember, withReplaced } from './members.ts';

/** Puts the request's provider in the place of the one that is most like it; null where the statement has none to correct. */
export function mendPrincipal(draft: Draft, given: StatementInQuestion): Draft | null {
  const { context, read, result } = given;
  if (result.principal.truth === 'true') return draft;
  const providers = federatedOf(given);
  const wrong = closestProvider(providers, context);
  const principal = member(draft.statement, 'Principal');
  if (wrong === null || read.principal.isNegated || !isObject(principal)) return null;
  const federated = member(principal, 'Federated');
  if (federated === undefined) return null;
  const corrected = withMember(principal, 'Federated', withReplaced(federated, wrong, context.providerArn));
  const why = result.principal.differences.join(', ');
  return changed(
    draft,
    given,
    withMember(draft.statement, 'Principal', corrected),
    `Principal.Federated is corrected from ${wrong} to ${context.providerArn} (${why}).`,
  );
}

/**
 * Whether a statement was written for another cluster that may well exist: it trusts that cluster's provider and looks at that cluster's
 * keys, or it trusts both clusters. Such a statement is left to the other cluster.
 */
export function servesAnotherCluster(given: StatementInQuestion): boolean {
  const { context, knowledge } = given;
  const hosts = federatedOf(given).flatMap((arn) => {
    const provider = knowledge.deadProviders.includes(arn) ? null : parseProviderArn(arn);
    const isOther = provider !== null && provider.host !== context.host && mayExist(provider.host);
    return isOther ? [provider.host.toLowerCase()] : [];
  });
  return hosts.some(
    (host) =>
      given.read.conditions.length === 0 ||
      given.read.conditions.some(({ key }) => key.toLowerCase().startsWith(`${host}:`)),
  );
}

function federatedOf(given: StatementInQuestion): readonly string[] {
  return given.read.principal.entries.flatMap(({ type, value }) => (type === 'Federated' ? [value] : []));
}
