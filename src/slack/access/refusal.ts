import type { SlackMessage } from '../../render/slack/message.ts';
import { renderRefusal } from '../../render/slack/refusal.ts';
import type { Subject, Why } from './judge.ts';

/** What somebody reads who may not ask that here. */
export function refusalOf(
  why: Why,
  subject: Subject | null,
  contact: string | null,
  reference: string,
): SlackMessage {
  return renderRefusal(sentenceOf(why, subject), contact, reference);
}

function sentenceOf(why: Why, subject: Subject | null): string {
  switch (why) {
    case 'asker':
      return 'You may not ask me about service accounts here.';
    case 'groups-unreadable':
      return 'You may ask me only as a member of a user group, and Slack did not tell me who is in it: try again in a minute.';
    case 'cluster-unnamed':
      return 'You may ask me about some clusters only, and I cannot tell which one you mean: name it after the service account, `check namespace/serviceaccount CLUSTER`.';
    case 'subject': {
      const namespace =
        subject?.namespace == null ? 'all namespaces' : `the namespace \`${subject.namespace}\``;
      const where = subject?.cluster == null ? '' : ` on the cluster \`${subject.cluster}\``;
      return `You may not ask me about ${namespace}${where} here.`;
    }
  }
}
