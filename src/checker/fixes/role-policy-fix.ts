import { hclOfJson } from '../hcl.ts';
import { shellOption } from '../shell-quote.ts';
import type { JsonObject, JsonValue, Proposal } from '../trust/types.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Role } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';

/** The one fix of all that is wrong with a trust policy, or why the engine proposes none. */
export type TrustPolicyFix =
  | { readonly fix: Fix; readonly reason: null }
  | { readonly fix: null; readonly reason: string };

/** A proposal of the engine as a fix of the role: the whole document, what changes, and the commands that save it. */
export function rolePolicyFix(role: Role, proposal: Proposal, accountId: string): TrustPolicyFix {
  if (proposal.proposed === null) {
    return { fix: null, reason: proposal.reason ?? 'No change could be proven to be safe.' };
  }
  return {
    fix: {
      kind: 'trust-policy',
      title: `Correct the trust policy of role ${role.name}`,
      notes: [...proposal.edits, `Run it with credentials of account ${accountId}.`],
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
