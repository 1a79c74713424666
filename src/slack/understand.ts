import { parseCommand } from '../intake/command-grammar.ts';
import { parseSymptom } from '../intake/symptom.ts';
import type { Question } from '../queue/job.ts';

const NOTHING_FOUND =
  'I found no AWS identity error in that text: paste the whole error, or write `check namespace/serviceaccount`.';

/** Words or a pasted error, as Slack delivers them, without the mention. */
export function understand(slackText: string): Question {
  const command = parseCommand(slackText);
  switch (command.kind) {
    case 'check': {
      // An error may stand behind the words.
      const symptom = parseSymptom(slackText);
      return {
        kind: 'check',
        target: command.target,
        symptom: symptom.kind === 'not-relevant' ? null : symptom,
      };
    }
    case 'explain':
      return understandError(command.text);
    case 'help':
      return { kind: 'help' };
    case 'invalid':
      return { kind: 'invalid', message: command.message };
  }
}

/** An error text: a check where it names a service account, else an explanation of what it says. */
export function understandError(text: string): Question {
  const symptom = parseSymptom(text);
  if (symptom.kind === 'not-relevant') return { kind: 'invalid', message: NOTHING_FOUND };
  if (symptom.namespace === null || symptom.serviceAccount === null) return { kind: 'explain', symptom };
  return {
    kind: 'check',
    target: {
      cluster: null,
      namespace: symptom.namespace,
      serviceAccount: symptom.serviceAccount,
      pod: null,
    },
    symptom,
  };
}
