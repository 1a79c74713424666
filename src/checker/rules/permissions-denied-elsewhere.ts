import { refusalOf } from '../permissions/refusal.ts';
import { callText, evidenceOf, UNSEEN, whoCalled } from './permission-rule.ts';
import type { Rule } from './rule.ts';

export const permissionsDeniedElsewhere: Rule = {
  id: 'permissions.denied-elsewhere',
  layer: 'permissions',
  title: "Something other than the role's policies refuses the call",
  holds: "Nothing but the role's policies is known to refuse the call",
  needs: [],
  concerns: (situation) => refusalOf(situation)?.by === 'elsewhere',
  check(situation) {
    const refusal = refusalOf(situation);
    if (refusal === null) return { status: 'skipped', explanation: 'No refused call was told.' };
    return {
      status: 'unknown',
      explanation: `${whoCalled(refusal.call)}The policies of role ${refusal.call.roleName} allow ${callText(refusal.call)}, so the refusal came from elsewhere, or from before they did: look at the policy of the resource first, then at its key, at the endpoint and at the organisation. ${UNSEEN}`,
      evidence: evidenceOf(refusal),
    };
  },
};
