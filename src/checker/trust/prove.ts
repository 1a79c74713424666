import { contextOf } from './decide/request-context.ts';
import type { Policy } from './document/policy.ts';
import { readPolicy } from './document/read-policy.ts';
import { evaluateTrustPolicy } from './evaluate.ts';
import { type ChangedStatements, changedStatements, otherTrust } from './language/changed-statements.ts';
import { grantsFor, isCovered } from './language/grants.ts';
import { keptSubjects } from './language/kept-subjects.ts';
import { tokenClasses } from './language/token-classes.ts';
import { issuerHostOf, mayExist, parseProviderArn, partitionOfIssuer } from './provider-arn.ts';
import { quotaProblem } from './quota.ts';
import type { JsonValue, Proof, TrustKnowledge, TrustRequest } from './types.ts';

/** Why a change is not proven, in a sentence. */
export interface NotProven {
  readonly failed: string;
}

const NOTHING_KNOWN: TrustKnowledge = { deadSubjects: [], deadProviders: [] };

/**
 * Proves a change of a trust policy: IAM would save it, it fits the quota, the request is allowed, every token that was let in before
 * still is (the request's own subject may come with another audience than before), and no other token is. The last two are shown for
 * all tokens of all clusters that the change touches, by the classes that the patterns divide them into. What `knowledge` calls dead
 * lets nobody in and cannot be lost.
 */
export function proveTrustChange(
  before: string | JsonValue,
  after: string | JsonValue,
  request: TrustRequest,
  knowledge: TrustKnowledge = NOTHING_KNOWN,
): Proof | NotProven {
  const from = readPolicy(before);
  const to = readPolicy(after);
  if (!from.ok) return { failed: from.problem };
  if (!to.ok) return { failed: to.problem };
  if (from.repeated !== null || to.repeated !== null)
    return { failed: 'A key stands twice in one object, so that nobody can say what the policy means.' };
  const tooLong = quotaProblem(to.policy.raw, from.policy.raw);
  if (tooLong !== null) return { failed: tooLong };
  const outcome = evaluateTrustPolicy(to.policy.raw, request);
  if (outcome.decision !== 'allowed') return { failed: outcome.reasons.join(' ') };
  const changed = changedStatements(from.policy, to.policy);
  const failed = structureFault(from.policy, to.policy, changed) ?? tokenFault(changed, request, knowledge);
  if (failed !== null) return { failed };
  const earlier = evaluateTrustPolicy(before, request, { live: knowledge.isLive === true }).decision;
  const hosts = hostsOf(from.policy.statements, request, knowledge);
  const added = earlier === 'allowed' ? [] : [request.subject];
  const kept = keptSubjects(from.policy, to.policy, hosts, request);
  return {
    before: earlier,
    after: outcome.decision,
    kept: kept.filter((subject) => !added.includes(subject)),
    added,
    lost: [],
  };
}

/** Denies and principals other than OIDC providers must be exactly what they were. */
function structureFault(before: Policy, after: Policy, changed: ChangedStatements): string | null {
  const statements = [...changed.before, ...changed.after];
  if (statements.some(({ effect }) => effect === 'Deny')) return 'The change touches a Deny.';
  if (statements.some(({ isReadable }) => !isReadable))
    return 'The change touches a statement that cannot be read.';
  if (otherTrust(before).join('\n') !== otherTrust(after).join('\n')) {
    return 'The change would touch principals other than OIDC providers.';
  }
  const isOpen = statements.some(
    ({ principal }) =>
      principal.isNegated || principal.entries.some(({ type, value }) => type === 'AWS' && value === '*'),
  );
  return isOpen ? 'The change touches a statement that trusts everybody.' : null;
}

function tokenFault(
  changed: ChangedStatements,
  request: TrustRequest,
  knowledge: TrustKnowledge,
): string | null {
  const statements = [...changed.before, ...changed.after];
  for (const host of hostsOf(statements, request, knowledge)) {
    const classes = tokenClasses(statements, host, request);
    if (!classes.ok) return `The change cannot be reasoned about: ${classes.why}.`;
    const isOwn = host === issuerHostOf(request.issuer);
    for (const token of classes.tokens) {
      const context = contextOf(token);
      const had = grantsFor(changed.before, context);
      const has = grantsFor(changed.after, context);
      const isSubject = isOwn && token.subject === request.subject;
      const isRequest = isSubject && token.audience === request.audience;
      if (!isRequest && !isCovered(has, had)) {
        return `It would also let in ${token.subject} with the audience ${token.audience} of ${host}.`;
      }
      const isDead = isOwn && knowledge.deadSubjects.includes(token.subject);
      if (!isSubject && !isDead && !isCovered(had, has)) {
        return `It would shut out ${token.subject} with the audience ${token.audience} of ${host}.`;
      }
    }
  }
  return null;
}

/** Issuers whose tokens the statements can let in: providers of the role's own account that may exist, and the request's. */
function hostsOf(
  statements: ChangedStatements['before'],
  request: TrustRequest,
  knowledge: TrustKnowledge,
): readonly string[] {
  const partition = request.partition ?? partitionOfIssuer(request.issuer);
  const hosts = new Set([issuerHostOf(request.issuer)]);
  for (const { principal } of statements) {
    for (const { type, value } of principal.entries) {
      const provider = type === 'Federated' ? parseProviderArn(value) : null;
      if (provider === null || knowledge.deadProviders.includes(value)) continue;
      if (provider.partition !== partition || provider.accountId !== request.accountId) continue;
      if (mayExist(provider.host)) hosts.add(provider.host);
    }
  }
  return [...hosts];
}
