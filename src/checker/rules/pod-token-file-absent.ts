import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { lacksToken } from './pod-partial-environment.ts';
import { misledWindowsPods } from './pod-windows-path.ts';
import { symptomRule } from './symptom-rule.ts';

export const podTokenFileAbsent = symptomRule({
  id: 'pod.token-file-absent',
  layer: 'pod',
  title: 'The process does not find the token file that the pods have',
  holds: 'The process finds its token file',
  details: ['token-file-absent'],
  explain(situation) {
    const pods = podsInQuestion(knownOrNull(situation.evidence.pods) ?? [], situation.target);
    if (misledWindowsPods(situation).length > 0 || lacksToken(situation)) return null;
    return {
      expected: 'a process inside a container that has the token',
      actual:
        pods.length === 0 ? 'no pod runs' : 'all containers with the variable have the token mounted there',
      explanation: `${pods.length === 0 ? 'No pod of the service account runs now.' : 'Every pod has the token where the variable points.'} So the process ran elsewhere with a copy of the variables: on a laptop, in a remote runner, in a debug container or in a pod that is gone. Unset AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN there, or run it in a pod under the service account.`,
    };
  },
});
