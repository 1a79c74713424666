import { hclOfJson } from '../hcl.ts';
import { knownOrNull } from '../known.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import { proposeTrustPolicy } from '../trust/propose.ts';
import type { JsonObject, JsonValue } from '../trust/types.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Role, TrustedServiceAccount } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import { subjectOf } from '../vocabulary/target.ts';

/** The one fix of all that is wrong with a trust policy, or why the engine proposes none. */
export type TrustPolicyFix =
  | { readonly fix: Fix; readonly reason: null }
  | { readonly fix: null; readonly reason: string };

/** Corrects the role's trust policy as a whole, proven. Values are replaced only where the evidence shows that they let nobody in. */
export function trustPolicyFix({ evidence, request }: Situation): TrustPolicyFix {
  const role = knownOrNull(evidence.role);
  if (role === null || request === null) return { fix: null, reason: 'The role or the issuer is not known.' };
  const proposal = proposeTrustPolicy(role.trustPolicy, request, {
    deadSubjects: evidence.trusted.filter(isGone).map((it) => subjectOf(it.namespace, it.serviceAccount)),
    deadProviders: [],
  });
  if (proposal.proposed === null) {
    return { fix: null, reason: proposal.reason ?? 'No change could be proven to be safe.' };
  }
  return {
    fix: {
      kind: 'trust-policy',
      title: `Correct the trust policy of role ${role.name}`,
      notes: [...proposal.edits, `Run it with credentials of account ${request.accountId}.`],
      document: proposal.proposed,
      diff: unifiedDiff(prettyOf(role.trustPolicy), pretty(proposal.proposed), {
        before: 'trust policy (now)',
        after: 'trust policy (corrected)',
      }),
      commands: commandsFor(role, proposal.proposed),
      proof: proposal.proof,
    },
    reason: null,
  };
}

function isGone({ exists }: TrustedServiceAccount): boolean {
  return exists.state === 'absent' || (exists.state === 'known' && !exists.value);
}

function commandsFor(role: Role, document: JsonObject): Fix['commands'] {
  const name = shellOption('--role-name', role.name);
  const policy = shellOption('--policy-document', JSON.stringify(document));
  return [
    { tool: 'aws', text: `aws iam update-assume-role-policy ${name} ${policy}` },
    { tool: 'terraform', text: `assume_role_policy = jsonencode(${hclOfJson(pretty(document))})` },
  ];
}

function pretty(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** Laid out like the corrected policy, so that the diff shows what changed and no white space. */
function prettyOf(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}
