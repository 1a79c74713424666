import { AwsError } from './aws-error.ts';
import {
  CREATE_POLICY_VERSION,
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE_POLICY,
  LIST_ATTACHED_ROLE_POLICIES,
  LIST_ROLE_POLICIES,
  PUT_ROLE_POLICY,
  SIMULATE_PRINCIPAL_POLICY,
} from './iam-permission-actions.ts';
import {
  ADD_CLIENT_ID,
  CREATE_OIDC_PROVIDER,
  GET_OIDC_PROVIDER,
  LIST_OIDC_PROVIDERS,
} from './iam-provider-actions.ts';
import {
  GET_ACCOUNT_AUTHORIZATION_DETAILS,
  GET_ROLE,
  LIST_ROLES,
  UPDATE_ASSUME_ROLE_POLICY,
} from './iam-role-actions.ts';
import type { QueryAction } from './query-action.ts';
import { ASSUME_ROLE, DECODE_AUTHORIZATION_MESSAGE, GET_CALLER_IDENTITY } from './sts-actions.ts';
import { toXml, type XmlTree } from './xml.ts';

/** A service of the Query protocol. A new action is one more line. */
export interface QueryService {
  readonly name: 'iam' | 'sts';
  readonly version: string;
  readonly actions: ReadonlyMap<string, QueryAction>;
}

const IAM: QueryService = {
  name: 'iam',
  version: '2010-05-08',
  actions: new Map([
    ['GetRole', GET_ROLE],
    ['ListRoles', LIST_ROLES],
    ['UpdateAssumeRolePolicy', UPDATE_ASSUME_ROLE_POLICY],
    ['GetAccountAuthorizationDetails', GET_ACCOUNT_AUTHORIZATION_DETAILS],
    ['ListAttachedRolePolicies', LIST_ATTACHED_ROLE_POLICIES],
    ['ListRolePolicies', LIST_ROLE_POLICIES],
    ['GetRolePolicy', GET_ROLE_POLICY],
    ['PutRolePolicy', PUT_ROLE_POLICY],
    ['GetPolicy', GET_POLICY],
    ['GetPolicyVersion', GET_POLICY_VERSION],
    ['CreatePolicyVersion', CREATE_POLICY_VERSION],
    ['SimulatePrincipalPolicy', SIMULATE_PRINCIPAL_POLICY],
    ['GetOpenIDConnectProvider', GET_OIDC_PROVIDER],
    ['ListOpenIDConnectProviders', LIST_OIDC_PROVIDERS],
    ['CreateOpenIDConnectProvider', CREATE_OIDC_PROVIDER],
    ['AddClientIDToOpenIDConnectProvider', ADD_CLIENT_ID],
  ]),
};

const STS: QueryService = {
  name: 'sts',
  version: '2011-06-15',
  actions: new Map([
    ['GetCallerIdentity', GET_CALLER_IDENTITY],
    ['AssumeRole', ASSUME_ROLE],
    ['DecodeAuthorizationMessage', DECODE_AUTHORIZATION_MESSAGE],
  ]),
};

export const QUERY_SERVICES: ReadonlyMap<string, QueryService> = new Map([
  ['iam', IAM],
  ['sts', STS],
]);

/** The action that the parameters name; throws InvalidAction for one that the service does not have. */
export function queryActionOf(service: QueryService, parameters: URLSearchParams): QueryAction {
  const name = parameters.get('Action') ?? '';
  const action = service.actions.get(name);
  if (action !== undefined) return action;
  throw new AwsError(
    'InvalidAction',
    400,
    `Could not find operation ${name} for version ${parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
  );
}

/** The answer to a call that went well. */
export function queryResult(
  service: QueryService,
  action: string,
  result: XmlTree | undefined,
  requestId: string,
): string {
  return toXml({
    [`${action}Response xmlns="${namespaceOf(service)}"`]: {
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

/** The answer to a call that did not. */
export function queryError(service: QueryService, error: AwsError, requestId: string): string {
  return toXml({
    [`ErrorResponse xmlns="${namespaceOf(service)}"`]: {
      Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
      RequestId: requestId,
    },
  });
}

function namespaceOf(service: QueryService): string {
  return `https://${service.name}.amazonaws.com/doc/${service.version}/`;
}
