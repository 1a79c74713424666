import { evaluateTrustPolicy } from '../../checker/trust/evaluate.ts';
import type { DecideWebIdentity } from '../../sandbox/aws/web-identity-action.ts';

/** Lets the sandbox's STS decide as the engine does. A proof in the demo shows how one is asked for, and proves nothing of the engine itself. */
export const decideByEngine: DecideWebIdentity = ({ trustPolicy, ...request }) =>
  evaluateTrustPolicy(trustPolicy, { ...request, now: Date.now() }, { live: true }).decision === 'allowed';
