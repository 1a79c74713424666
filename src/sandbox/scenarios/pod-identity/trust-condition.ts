import { type TrustStatement, trustDocument } from '../web-identity-trust.ts';
import { associated } from './associated.ts';

export const TAG_CONDITION_FAILED = associated({
  id: 'tag-condition-failed',
  title: 'The trust policy asks for the session tag of a namespace that is spelt otherwise',
  breaks: 'pod-identity.trust-condition',
  namespace: 'suggestions',
  serviceAccount: 'ranker',
  trustPolicy: () => conditional({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'suggestion' } }),
});

export const TAGS_SWITCHED_OFF = associated({
  id: 'tags-switched-off',
  title: 'The trust policy asks for a session tag, and the association switches the tags off',
  breaks: 'pod-identity.trust-condition',
  namespace: 'voucher',
  serviceAccount: 'granter',
  association: { disableSessionTags: true },
  trustPolicy: () => conditional({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'voucher' } }),
});

export const SOURCE_IS_ASSOCIATION = associated({
  id: 'source-is-association',
  title: 'The trust policy takes the association for the source of the call, which is the cluster',
  breaks: 'pod-identity.trust-condition',
  namespace: 'buckets',
  serviceAccount: 'mounter',
  trustPolicy: () =>
    conditional({
      ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:podidentityassociation/prod-eu/*' },
    }),
});

function conditional(condition: NonNullable<TrustStatement['Condition']>): object {
  return trustDocument({
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: condition,
  });
}
