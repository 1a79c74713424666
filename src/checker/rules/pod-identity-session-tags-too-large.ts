import { associationUpdateFix } from '../fixes/association-fix.ts';
import { knownOrNull } from '../known.ts';
import { symptomRule } from './symptom-rule.ts';

export const podIdentitySessionTagsTooLarge = symptomRule({
  id: 'pod-identity.session-tags-too-large',
  layer: 'pod-identity',
  title: 'The session tags of Pod Identity and those of the application do not fit together',
  holds: 'No error says that session tags take too much room',
  details: ['session-tags-too-large'],
  explain(situation) {
    const association = knownOrNull(situation.evidence.association);
    if (association === null || !association.hasSessionTags) return null;
    return {
      expected: 'session tags and policies within the room that a session has',
      actual: 'six tags of Pod Identity, and what the application adds',
      explanation: `A session has little room for tags and policies. The six tags of Pod Identity travel on to every further role, and take most of it: in one measurement three quarters. Switch them off for association ${association.id} if no policy asks for them, or shorten what the application adds.`,
      fix: associationUpdateFix(situation, association, {
        title: `Switch the session tags of association ${association.id} off`,
        notes: [
          'Policies that ask for aws:RequestTag or aws:PrincipalTag of Pod Identity fail without them.',
        ],
        options: '--disable-session-tags',
      }),
    };
  },
});
