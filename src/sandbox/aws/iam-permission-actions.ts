import type { Account } from '../world/account.ts';
import { noSuchEntity, validationError } from './aws-error.ts';
import { roleNamed } from './iam-role-actions.ts';
import { percentEncode } from './iam-role-document.ts';
import { type QueryAction, type QueryCall, required } from './query-action.ts';
import { simulate } from './simulate.ts';

const roleName = (parameters: URLSearchParams) => parameters.get('RoleName') ?? '';
const ofRole = {
  subject: roleName,
  resource: ({ parameters }: QueryCall) => `role ${roleName(parameters)}`,
};
const policyArn = (parameters: URLSearchParams) => parameters.get('PolicyArn') ?? '';
const ofPolicy = {
  subject: policyArn,
  resource: ({ parameters }: QueryCall) => `policy ${policyArn(parameters)}`,
};

/** The sandbox keeps one version of each policy. */
const ONLY_VERSION = 'v1';

export const LIST_ATTACHED_ROLE_POLICIES: QueryAction = {
  ...ofRole,
  run: ({ account, parameters }) => ({
    IsTruncated: false,
    AttachedPolicies: roleNamed(account, required(parameters, 'RoleName')).attachedPolicies.map((arn) => ({
      PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
      PolicyArn: arn,
    })),
  }),
};

export const LIST_ROLE_POLICIES: QueryAction = {
  ...ofRole,
  run: ({ account, parameters }) => ({
    IsTruncated: false,
    PolicyNames: [...roleNamed(account, required(parameters, 'RoleName')).inlinePolicies.keys()].sort(),
  }),
};

export const GET_ROLE_POLICY: QueryAction = {
  ...ofRole,
  run({ account, parameters }) {
    const role = roleNamed(account, required(parameters, 'RoleName'));
    const name = required(parameters, 'PolicyName');
    const document = role.inlinePolicies.get(name);
    if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
    return { RoleName: role.name, PolicyName: name, PolicyDocument: percentEncode(document) };
  },
};

export const PUT_ROLE_POLICY: QueryAction = {
  ...ofRole,
  run({ account, parameters }) {
    const role = roleNamed(account, required(parameters, 'RoleName'));
    role.inlinePolicies.set(required(parameters, 'PolicyName'), required(parameters, 'PolicyDocument'));
    return undefined;
  },
};

export const GET_POLICY: QueryAction = {
  ...ofPolicy,
  run({ account, parameters }) {
    const arn = required(parameters, 'PolicyArn');
    documentOf(account, arn);
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    return { Policy: { PolicyName: name, Arn: arn, Path: '/', DefaultVersionId: ONLY_VERSION } };
  },
};

export const GET_POLICY_VERSION: QueryAction = {
  ...ofPolicy,
  run({ account, parameters }) {
    const document = documentOf(account, required(parameters, 'PolicyArn'));
    const version = required(parameters, 'VersionId');
    if (version !== ONLY_VERSION) throw noSuchEntity(`Policy version ${version} does not exist.`);
    return {
      PolicyVersion: { Document: percentEncode(document), VersionId: version, IsDefaultVersion: true },
    };
  },
};

export const CREATE_POLICY_VERSION: QueryAction = {
  ...ofPolicy,
  run({ account, parameters }) {
    const arn = required(parameters, 'PolicyArn');
    documentOf(account, arn);
    account.policies.set(arn, required(parameters, 'PolicyDocument'));
    return { PolicyVersion: { VersionId: ONLY_VERSION, IsDefaultVersion: true } };
  },
};

export const SIMULATE_PRINCIPAL_POLICY: QueryAction = {
  subject: (parameters) => parameters.get('PolicySourceArn') ?? '',
  resource: ({ parameters }) => parameters.get('PolicySourceArn') ?? '',
  run({ account, parameters }) {
    const source = required(parameters, 'PolicySourceArn');
    const role = roleNamed(account, source.slice(source.lastIndexOf('/') + 1));
    if (role.arn !== source) throw validationError(`Invalid Entity Arn: ${source} does not exist`);
    const action = required(parameters, 'ActionNames.member.1');
    const resource = parameters.get('ResourceArns.member.1') ?? '*';
    const { decision, matched, isAllowedByBoundary, isAllowedByOrganization } = simulate(
      account,
      role,
      action,
      resource,
    );
    return {
      IsTruncated: false,
      EvaluationResults: [
        {
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: decision,
          MatchedStatements: matched.map((SourcePolicyId) => ({
            SourcePolicyId,
            SourcePolicyType: 'IAM Policy',
          })),
          MissingContextValues: [],
          OrganizationsDecisionDetail: { AllowedByOrganizations: isAllowedByOrganization },
          PermissionsBoundaryDecisionDetail:
            isAllowedByBoundary === null ? undefined : { AllowedByPermissionsBoundary: isAllowedByBoundary },
        },
      ],
    };
  },
};

function documentOf(account: Account, arn: string): string {
  const document = account.policies.get(arn);
  if (document === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return document;
}
