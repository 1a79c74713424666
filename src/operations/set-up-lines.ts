import type { SetUpLine } from '../render/slack/home.ts';
import type { ConditionState } from './condition.ts';
import type { ReadinessReport } from './readiness.ts';

const STATES: Readonly<Record<Exclude<ConditionState, 'denied' | 'failed'>, SetUpLine['state']>> = {
  ok: 'ok',
  advice: 'advice',
  skipped: 'skipped',
};

/**
 * What there is to say of clusters in a process that answers no questions and so looks at none.
 * @param clusters names of the settings; where there are none, the workers' kubeconfig tells
 */
export function clustersElsewhere(clusters: readonly string[]): readonly SetUpLine[] {
  const subjects = clusters.length === 0 ? ['clusters'] : clusters.map((name) => `cluster ${name}`);
  return subjects.map((subject) => ({
    subject,
    state: 'skipped',
    words: 'read by the workers, which I do not see',
  }));
}

/** What was looked at, for people who want to know whether they can ask: what is well is said in a word, what is not with its remedy. */
export function setUpLines({ integrations }: ReadinessReport): readonly SetUpLine[] {
  return integrations
    .flatMap(({ conditions }) => conditions)
    .map((condition) => {
      const { subject, state, reason, remedy } = condition;
      const words = state === 'ok' ? reason : [reason, remedy ?? ''].filter((part) => part !== '').join('. ');
      return { subject, state: state === 'denied' || state === 'failed' ? 'bad' : STATES[state], words };
    });
}
