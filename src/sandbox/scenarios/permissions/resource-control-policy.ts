import { deniedIn, refused } from './refused.ts';

export const RESOURCE_CONTROL_POLICY = refused(
  {
    id: 'resource-control-policy',
    title: 'The organisation guards its resources',
    breaks: 'permissions.resource-control-policy',
    namespace: 'lakehouse',
    serviceAccount: 'loader',
  },
  {
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::example-lake/raw/1.parquet',
    because: deniedIn('resource control policy'),
  },
);
