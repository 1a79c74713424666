import { knownOrNull } from '../known.ts';
import { symptomRule } from './symptom-rule.ts';

export const roleSessionTooLong = symptomRule({
  id: 'role.session-too-long',
  layer: 'role',
  title: 'The application asks for a longer session than the role allows',
  holds: 'The application asks for a session that the role allows',
  details: ['session-too-long'],
  explain({ evidence }) {
    const role = knownOrNull(evidence.role);
    const most = role?.maxSessionSeconds ?? null;
    return {
      expected: most === null ? "at most the role's MaxSessionDuration" : `at most ${most} seconds`,
      actual: 'a longer DurationSeconds, by the error',
      explanation:
        "The application passes a DurationSeconds of its own. Take it out, since SDKs renew credentials by themselves; or raise MaxSessionDuration of the role, to twelve hours at most. A role that is assumed from another role's session gets one hour at most, whatever it allows.",
    };
  },
});
