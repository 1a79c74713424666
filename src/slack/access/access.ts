import { whereabouts } from '../../intake/whereabouts.ts';
import type { Question } from '../../queue/job.ts';
import type { ConversationSettings } from '../conversation-settings.ts';
import { type Asker, type IsInGroups, judge, type Permission, type Subject } from './judge.ts';

/** Who may ask what, and which cluster is meant where nobody names one. */
export interface Access {
  /**
   * The question with a cluster in it where nobody named one: the one that a label in the text names, if it is set up here, since other things
   * are called clusters too; else the channel's.
   */
  settle(question: Question, channel: string, text: string): Question;
  judge(asker: Asker, subject: Subject | null): Promise<Permission>;
}

/** @param clusters the names in `irsa-doctor.yaml`: where there is one only, it is the one that is meant */
export function createAccess(
  { access, channels }: ConversationSettings,
  clusters: readonly string[],
  isInGroups: IsInGroups,
): Access {
  const [only = null, ...others] = clusters;
  const byDefault = others.length === 0 ? only : null;
  return {
    settle: (question, channel, text) => {
      const hinted = whereabouts(text).cluster;
      const cluster =
        hinted !== null && clusters.includes(hinted) ? hinted : (channels.get(channel)?.cluster ?? null);
      if (cluster === null) return question;
      if (question.kind === 'check' && question.target.cluster === null)
        return { ...question, target: { ...question.target, cluster } };
      if (question.kind === 'audit' && question.request.cluster === null)
        return { ...question, request: { ...question.request, cluster } };
      if (question.kind === 'explain')
        return { ...question, where: { cluster, pod: question.where?.pod ?? null } };
      return question;
    },
    judge: (asker, subject) =>
      judge(
        access,
        asker,
        subject === null ? null : { ...subject, cluster: subject.cluster ?? byDefault },
        isInGroups,
      ),
  };
}

/** What a question reads; null where it reads nothing. */
export function subjectOf(question: Question): Subject | null {
  switch (question.kind) {
    case 'check':
      return { cluster: question.target.cluster, namespace: question.target.namespace };
    case 'audit':
      return question.request;
    default:
      return null;
  }
}
