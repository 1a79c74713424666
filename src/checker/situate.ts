import { audienceOf } from './audience.ts';
import { knownOrNull } from './known.ts';
import { withDecoded } from './permissions/decoded-symptom.ts';
import { podsInQuestion } from './pods-in-question.ts';
import { parseRoleArn } from './role-arn.ts';
import { roleInQuestion } from './role-in-question.ts';
import type { Situation } from './situation.ts';
import { evaluateTrustPolicy } from './trust/evaluate.ts';
import type { TrustRequest } from './trust/types.ts';
import type { Evidence } from './vocabulary/evidence.ts';
import type { Symptom } from './vocabulary/symptom.ts';
import { type ResolvedTarget, subjectOf, type Target } from './vocabulary/target.ts';

export interface SituateOptions {
  readonly symptom: Symptom | null;
  /** What people call the cluster. */
  readonly clusterName: string | null;
  /** Milliseconds since the epoch, for date conditions. */
  readonly epochMs: number;
}

/** Works out what follows from the evidence: the whole target, the request that STS would put, and how the trust policy decides it. */
export function situate(evidence: Evidence, target: Target, options: SituateOptions): Situation {
  const cluster = knownOrNull(evidence.cluster);
  const account = knownOrNull(evidence.serviceAccount);
  const issuer = knownOrNull(evidence.issuer);
  const role = knownOrNull(evidence.role);
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const named = roleInQuestion({
    account,
    pods,
    symptom: options.symptom,
    clusterAccountId: cluster?.accountId ?? null,
  });
  // The role that was read knows its account and partition best: the annotation may be wrong about both.
  const actual = role === null ? null : parseRoleArn(role.arn);
  const resolved: ResolvedTarget = {
    cluster: cluster?.name ?? options.clusterName ?? target.cluster,
    region: cluster?.region ?? null,
    accountId: cluster?.accountId ?? null,
    namespace: target.namespace,
    serviceAccount: target.serviceAccount,
    pod: target.pod,
    roleArn: named?.arn ?? role?.arn ?? knownOrNull(evidence.association)?.roleArn ?? null,
    issuer,
    subject: subjectOf(target.namespace, target.serviceAccount),
    audience: audienceOf(pods, account),
  };
  const request = requestOf(resolved, actual?.accountId ?? named?.accountId ?? null, {
    ...(actual === null ? {} : { partition: actual.partition }),
    now: options.epochMs,
  });
  return {
    evidence,
    target: resolved,
    symptom: withDecoded(options.symptom, evidence),
    epochMs: options.epochMs,
    request,
    trust:
      role === null || request === null
        ? null
        : evaluateTrustPolicy(role.trustPolicy, request, { live: true }),
  };
}

function requestOf(
  target: ResolvedTarget,
  accountId: string | null,
  rest: Pick<TrustRequest, 'partition' | 'now'>,
): TrustRequest | null {
  if (accountId === null || target.issuer === null || target.audience === null) return null;
  return { accountId, issuer: target.issuer, subject: target.subject, audience: target.audience, ...rest };
}
