import { MAIN_ACCOUNT } from '../base-world.ts';
import { refused } from './refused.ts';

export const PERMISSION_MISSING_UNTOLD = refused(
  {
    id: 'permission-missing-untold',
    title: 'The role lacks a permission, and the error does not say why',
    breaks: 'permissions.missing',
    namespace: 'forecasts',
    serviceAccount: 'poller',
  },
  { action: 'dynamodb:PutItem', resource: `arn:aws:dynamodb:eu-west-1:${MAIN_ACCOUNT}:table/forecasts` },
);
