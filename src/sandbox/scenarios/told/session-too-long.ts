import { scenario } from '../scenario.ts';

export const SESSION_TOO_LONG = scenario({
  id: 'session-too-long',
  title: 'The application asks for a session of twelve hours',
  breaks: 'role.session-too-long',
  namespace: 'renders',
  serviceAccount: 'farm',
  isTold: true,
  error:
    'namespace=renders serviceaccount=farm An error occurred (ValidationError) when calling the AssumeRoleWithWebIdentity operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
});
