import { type Account, addOidcProvider, type IamOidcProvider } from '../world/account.ts';
import { AwsError, noSuchEntity, validationError } from './aws-error.ts';
import { accessDenied, type Caller } from './caller.ts';
import { type QueryAction, required } from './query-action.ts';

const ARN = 'OpenIDConnectProviderArn';
const providerArn = (parameters: URLSearchParams) => parameters.get(ARN) ?? '';

export const GET_OIDC_PROVIDER: QueryAction = {
  subject: providerArn,
  resource: ({ parameters }) => providerArn(parameters),
  run({ account, caller, parameters }) {
    const provider = providerOf(account, caller, 'iam:GetOpenIDConnectProvider', parameters);
    return {
      Url: provider.url,
      CreateDate: provider.createdAt,
      ClientIDList: provider.clientIds,
      ThumbprintList: ['5b1e9c3f0a7d42868f60d1ce2b94a7383c5f7e19'],
      Tags: [],
    };
  },
};

export const LIST_OIDC_PROVIDERS: QueryAction = {
  subject: () => '',
  resource: ({ account }) => `arn:aws:iam::${account.id}:oidc-provider/*`,
  run: ({ account }) => ({
    OpenIDConnectProviderList: [...account.providers.keys()].sort().map((arn) => ({ Arn: arn })),
  }),
};

export const CREATE_OIDC_PROVIDER: QueryAction = {
  subject: (parameters) => parameters.get('Url') ?? '',
  resource: ({ account, parameters }) =>
    `arn:aws:iam::${account.id}:oidc-provider/${(parameters.get('Url') ?? '').replace('https://', '')}`,
  run({ account, parameters }) {
    const url = required(parameters, 'Url');
    if (!url.startsWith('https://')) throw validationError('Invalid Open ID Connect Provider URL');
    const clientIds = [...parameters]
      .filter(([name]) => name.startsWith('ClientIDList.member.'))
      .map(([, id]) => id);
    if (account.providers.has(`arn:aws:iam::${account.id}:oidc-provider/${url.replace('https://', '')}`)) {
      throw new AwsError('EntityAlreadyExists', 409, `Provider with url ${url} already exists.`);
    }
    return { OpenIDConnectProviderArn: addOidcProvider(account, url, clientIds).arn };
  },
};

export const ADD_CLIENT_ID: QueryAction = {
  subject: providerArn,
  resource: ({ parameters }) => providerArn(parameters),
  run({ account, caller, parameters }) {
    const provider = providerOf(account, caller, 'iam:AddClientIDToOpenIDConnectProvider', parameters);
    const clientId = required(parameters, 'ClientID');
    if (!provider.clientIds.includes(clientId)) provider.clientIds.push(clientId);
    return undefined;
  },
};

function providerOf(
  account: Account,
  caller: Caller,
  api: string,
  parameters: URLSearchParams,
): IamOidcProvider {
  const arn = required(parameters, ARN);
  const owner = /^arn:aws[a-z-]*:iam::(\d{12}):oidc-provider\/.+$/.exec(arn)?.[1];
  if (owner === undefined) throw new AwsError('InvalidInput', 400, `Invalid ARN: ${arn}`);
  // Nobody may look into another account by its ARN, and is not told whether there is anything.
  if (owner !== account.id) throw accessDenied(caller, api, arn);
  const provider = account.providers.get(arn);
  if (provider === undefined) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return provider;
}
