import type { Account, IamRole } from '../world/account.ts';
import { noSuchEntity, validationError } from './aws-error.ts';
import { roleDocument } from './iam-role-document.ts';
import { pageOf } from './paging.ts';
import { maxItems, type QueryAction, required } from './query-action.ts';
import { checkTrustPolicyDocument } from './trust-policy-document.ts';

const roleName = (parameters: URLSearchParams) => parameters.get('RoleName') ?? '';
const roleResource = (parameters: URLSearchParams) => `role ${roleName(parameters)}`;

export const GET_ROLE: QueryAction = {
  subject: roleName,
  resource: ({ parameters }) => roleResource(parameters),
  run: ({ account, parameters }) => ({
    Role: roleDocument(roleNamed(account, required(parameters, 'RoleName')), { withLastUse: true }),
  }),
};

export const LIST_ROLES: QueryAction = {
  subject: () => '',
  resource: ({ account, parameters }) =>
    `arn:aws:iam::${account.id}:role${parameters.get('PathPrefix') ?? '/'}`,
  run({ account, parameters }) {
    const prefix = parameters.get('PathPrefix') ?? '/';
    const roles = sortedRoles(account).filter((role) => role.path.startsWith(prefix));
    const page = pageOf(roles, maxItems(parameters), parameters.get('Marker'));
    return {
      IsTruncated: page.next !== null,
      Marker: page.next ?? undefined,
      Roles: page.items.map((role) => roleDocument(role, { withLastUse: false })),
    };
  },
};

export const UPDATE_ASSUME_ROLE_POLICY: QueryAction = {
  subject: roleName,
  resource: ({ parameters }) => roleResource(parameters),
  run({ account, parameters }) {
    const role = roleNamed(account, required(parameters, 'RoleName'));
    const document = required(parameters, 'PolicyDocument');
    checkTrustPolicyDocument(document);
    role.trustPolicy = document;
    return undefined;
  },
};

export const GET_ACCOUNT_AUTHORIZATION_DETAILS: QueryAction = {
  subject: () => '',
  resource: () => '*',
  run({ account, parameters }) {
    const filters = [...parameters].filter(([name]) => name.startsWith('Filter.')).map(([, value]) => value);
    const roles = filters.length === 0 || filters.includes('Role') ? sortedRoles(account) : [];
    const page = pageOf(roles, maxItems(parameters), parameters.get('Marker'));
    return {
      IsTruncated: page.next !== null,
      Marker: page.next ?? undefined,
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: page.items.map((role) => ({
        ...roleDocument(role, { withLastUse: true }),
        InstanceProfileList: [],
        RolePolicyList: [],
        AttachedManagedPolicies: [],
      })),
      Policies: [],
    };
  },
};

/** Throws NoSuchEntity where the account has no such role. */
export function roleNamed(account: Account, name: string): IamRole {
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw validationError(
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  }
  const role = account.roles.get(name.toLowerCase());
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

function sortedRoles(account: Account): readonly IamRole[] {
  return [...account.roles.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
}
