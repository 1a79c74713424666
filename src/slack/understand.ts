import type { Symptom } from '../checker/vocabulary/symptom.ts';
import { parseCommand } from '../intake/command-grammar.ts';
import { withEncodedMessage } from '../intake/encoded-message.ts';
import { readErrorText } from '../intake/error-text.ts';
import { kubernetesHints } from '../intake/kubernetes-hints.ts';
import { parseSymptom } from '../intake/symptom.ts';
import { whereabouts } from '../intake/whereabouts.ts';
import type { Question } from '../queue/job.ts';

const NOTHING_FOUND =
  'I found no AWS identity error in that text: paste the whole error, or write `check namespace/serviceaccount`.';

/** Words or a pasted error, as Slack delivers them, without the mention. */
export function understand(slackText: string): Question {
  const command = parseCommand(slackText);
  switch (command.kind) {
    case 'check': {
      // An error may stand behind the words.
      const symptom = symptomOf(slackText);
      return {
        kind: 'check',
        target: command.target,
        symptom: symptom.kind === 'not-relevant' ? null : symptom,
      };
    }
    case 'audit':
      return { kind: 'audit', request: command.request };
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
  const symptom = symptomOf(text);
  if (symptom.kind === 'not-relevant') return { kind: 'invalid', message: NOTHING_FOUND };
  if (symptom.namespace === null || symptom.serviceAccount === null)
    return { kind: 'explain', symptom, where: { cluster: null, pod: whereabouts(text).pod } };
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

/** With the message that STS may be asked to decode; where nobody opted for that, it goes no further than here and `ask`. */
function symptomOf(text: string): Symptom {
  return withEncodedMessage(parseSymptom(text), text);
}

/** An error that names no service account, with the names that a text beside it tells: an alert above the error, say. */
export function completedBy(question: Question, beside: string): Question {
  if (question.kind !== 'explain') return question;
  const hints = kubernetesHints(readErrorText(beside).lines);
  const { symptom, where } = question;
  // Of another namespace than the error's own nothing is taken over.
  if (symptom.namespace !== null && hints.namespace !== null && symptom.namespace !== hints.namespace)
    return question;
  const namespace = symptom.namespace ?? hints.namespace;
  const serviceAccount = symptom.serviceAccount ?? hints.serviceAccount;
  if (namespace !== null && serviceAccount !== null) {
    const target = { cluster: where?.cluster ?? null, namespace, serviceAccount, pod: null };
    return { kind: 'check', target, symptom };
  }
  const pod = where?.pod ?? whereabouts(beside).pod;
  return {
    ...question,
    symptom: { ...symptom, namespace, serviceAccount },
    where: { cluster: where?.cluster ?? null, pod },
  };
}
