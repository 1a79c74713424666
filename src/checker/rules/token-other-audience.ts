import { knownOrNull } from '../known.ts';
import { hasPodIdentity, hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import { symptomRule } from './symptom-rule.ts';

export const tokenOtherAudience = symptomRule({
  id: 'token.other-audience',
  layer: 'token',
  title: 'The process sends another token than the one for AWS',
  holds: 'The process sends the token for AWS',
  details: ['incorrect-audience'],
  explain({ evidence, target }) {
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    if (pods.length > 0 && pods.every((pod) => hasPodIdentity(pod) && !hasWebIdentity(pod))) {
      return {
        expected: 'a call to the EKS Pod Identity agent',
        actual: "a call to STS with another service's token, by the error",
        explanation:
          "The pods are set up for EKS Pod Identity, whose token is made for pods.eks.amazonaws.com and for its agent alone: STS takes it for nobody's. Something in the process sends a token to STS all the same, that one or another. Let its SDK ask the agent (AWS_CONTAINER_CREDENTIALS_FULL_URI), or use web identity in place of the association.",
      };
    }
    const provider = knownOrNull(evidence.provider);
    const { audience } = target;
    // Where the provider does not list the pods' audience, that explains it.
    if (provider === null || audience === null || !provider.clientIds.includes(audience)) return null;
    return {
      expected: `a token for ${provider.clientIds.join(' or ')}`,
      actual: 'a token for another audience, by the error',
      explanation: `The provider takes ${audience}, and that is what the webhook has the pods' tokens made for, so STS got a token that the webhook did not mount: the one for the Kubernetes API (/var/run/secrets/kubernetes.io/serviceaccount/token), the one of EKS Pod Identity, or a volume of the manifest's own. Let the process read the file that AWS_WEB_IDENTITY_TOKEN_FILE names.`,
    };
  },
});
