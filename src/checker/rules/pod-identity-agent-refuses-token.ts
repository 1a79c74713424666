import { symptomRule } from './symptom-rule.ts';

export const podIdentityAgentRefusesToken = symptomRule({
  id: 'pod-identity.agent-refuses-token',
  layer: 'pod-identity',
  title: 'The EKS Pod Identity agent refuses what it is given for a token',
  holds: 'No error says that the agent refuses the token',
  details: ['agent-token-refused'],
  explain: () => ({
    expected:
      'the content of the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, as it is at that moment',
    actual: 'a token that is empty, malformed or out of date, by the error',
    explanation:
      'The agent was reached, and the process did not send it the token as it stands in the file: "cannot be empty" means that the Authorization header is missing, "cannot be parsed" that something stands in it besides, most often "Bearer ", and "failed basic claim validations" that an old copy was kept. An SDK does it right by itself: update it, or correct the code that asks the agent. Role and association have no part in it.',
  }),
});
