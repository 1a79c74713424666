import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { withoutStrayCharacters } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

/** IAM may take so long until a change is seen everywhere; a minute is the most that people tell of. */
const SETTLED_MS = 5 * 60_000;

export const trustRefusedAllTheSame: Rule = {
  id: 'trust.refused-all-the-same',
  layer: 'trust-policy',
  title: 'STS refused what the trust policy allows',
  holds: 'The error does not contradict the trust policy',
  needs: ['role'],
  concerns: (situation) =>
    situation.symptom?.kind === 'assume-web-identity-denied' &&
    situation.trust?.decision === 'allowed' &&
    !asksForAnotherRole(situation),
  check(situation) {
    const { symptom, target, evidence } = situation;
    const other = symptom?.roleArn ?? null;
    const isOther = other !== null && target.roleArn !== null && other !== target.roleArn;
    return {
      status: 'warn',
      expected: 'a refusal, as the error says',
      actual: `the trust policy of ${target.roleArn ?? 'the role'} allows ${target.subject}`,
      explanation: isOther
        ? `The error is about ${other}, and the service account names ${target.roleArn}: the process asks for another role than it should. Look for a role in the application's own settings.`
        : `The error says that STS refused the role, and the trust policy lets the service account in as it stands now. ${whyNew(situation)}If the error comes again, something refuses that cannot be read from here: a resource control policy of the organisation, which may allow certain providers only, or the policy of a VPC endpoint for STS that asks for a known caller, which a call with a token is not. Or the process asks for another role than ${target.roleArn ?? 'this one'}.`,
      evidence: [PASTED_ERROR, { source: evidence.role.source, subject: evidence.role.subject }],
    };
  },
};

/** The pods ask for a role by an ARN that is not this one's, which other rules tell and which explains the refusal. */
function asksForAnotherRole({ evidence, target }: Situation): boolean {
  const real = knownOrNull(evidence.role)?.arn ?? target.roleArn;
  const ofPods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target).flatMap(({ containers }) =>
    containers.flatMap(({ roleArn }) => (roleArn === null ? [] : [withoutStrayCharacters(roleArn)])),
  );
  return target.roleArn !== real || ofPods.some((arn) => arn !== real);
}

/** A role that is minutes old explains an error that is over by now. */
function whyNew({ evidence, epochMs }: Situation): string {
  const createdAt = Date.parse(knownOrNull(evidence.role)?.createdAt ?? '');
  const age = epochMs - createdAt;
  return age >= 0 && age < SETTLED_MS
    ? 'The role was created minutes ago, and IAM may need a minute until it is known everywhere. '
    : `Perhaps the policy was corrected since. ${lastUse(evidence)}`;
}

/** IAM notes uses with a delay of some hours. */
function lastUse({ role }: Situation['evidence']): string {
  const lastUsedAt = knownOrNull(role)?.lastUsedAt ?? null;
  return lastUsedAt === null
    ? ''
    : `The role was last used at ${lastUsedAt}, so it has worked for somebody. `;
}
