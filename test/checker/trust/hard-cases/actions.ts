import { policy, provider, SUBJECT, statement, sub } from '../policies.ts';
import { ALLOWED, DENIED, type HardCase } from './hard-case.ts';

/** Actions that cover more or less than was meant. */
export const ACTIONS: readonly HardCase[] = [
  {
    kind: 'action',
    name: 'sts:AssumeRole',
    document: policy(statement({ Action: 'sts:AssumeRole' })),
    ...DENIED,
    failing: [0, 'Action'],
    edits: /Action is corrected/,
  },
  {
    kind: 'action',
    name: 'SAML',
    document: policy(statement({ Action: 'sts:AssumeRoleWithSAML' })),
    ...DENIED,
    failing: [0, 'Action'],
    edits: /Action is corrected/,
  },
  {
    kind: 'action',
    name: 'tagging only',
    document: policy(statement({ Action: ['sts:TagSession'] })),
    ...DENIED,
    failing: [0, 'Action'],
    edits: /is added to Action/,
  },
  {
    kind: 'action',
    name: 'misspelt',
    document: policy(statement({ Action: 'sts:AssumeRoleWithWebIdendity' })),
    decision: 'malformed',
    failing: [0, 'Action'],
    edits: /Action is corrected/,
  },
  {
    kind: 'action',
    name: 'everything',
    document: policy(statement({ Action: '*' })),
    decision: 'malformed',
    failing: [0, 'Action'],
    edits: 'none',
  },
  {
    kind: 'action',
    name: 'in lower case',
    document: policy(statement({ Action: 'STS:assumerolewithwebidentity' })),
    ...ALLOWED,
  },
  {
    kind: 'action',
    name: 'a wildcard',
    document: policy(statement({ Action: 'sts:AssumeRoleWith*' })),
    ...ALLOWED,
  },
  {
    kind: 'action',
    name: 'NotAction that leaves it in',
    document: policy({
      Effect: 'Allow',
      Principal: { Federated: provider() },
      NotAction: 'sts:AssumeRole',
      Condition: sub('StringEquals', SUBJECT),
    }),
    ...ALLOWED,
  },
  {
    kind: 'action',
    name: 'NotAction that leaves it out',
    document: policy({
      Effect: 'Allow',
      Principal: { Federated: provider() },
      NotAction: 'sts:AssumeRoleWithWebIdentity',
      Condition: sub('StringEquals', SUBJECT),
    }),
    ...DENIED,
    failing: [0, 'Action'],
    edits: /of its own/,
  },
];
