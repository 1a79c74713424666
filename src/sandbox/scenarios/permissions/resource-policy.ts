import { refused, unallowed } from './refused.ts';

export const RESOURCE_POLICY = refused(
  {
    id: 'resource-policy',
    title: "Another account's bucket does not let the role in",
    breaks: 'permissions.resource-policy',
    namespace: 'exchange',
    serviceAccount: 'fetcher',
  },
  {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::partner-exports/today.csv',
    because: unallowed('resource-based policy', 's3:GetObject'),
  },
);
