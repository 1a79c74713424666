import { hclString } from '../hcl.ts';
import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { TrustRequest } from '../trust/types.ts';
import type { Fix, FixCommand } from '../vocabulary/fix.ts';

/** Registers the cluster's issuer as an OIDC provider in the role's account. eksctl can do so in the cluster's own account only. */
export function oidcProviderFix(situation: Situation, request: TrustRequest): Fix {
  const { target } = situation;
  const issuer = withScheme(request.issuer);
  const isOwnAccount = target.accountId === request.accountId;
  const commands: FixCommand[] = [];
  if (isOwnAccount && target.cluster !== null && target.region !== null) {
    commands.push({
      tool: 'eksctl',
      text: `eksctl utils associate-iam-oidc-provider ${shellOption('--cluster', target.cluster)} ${shellOption('--region', target.region)} --approve`,
    });
  }
  commands.push(
    {
      tool: 'aws',
      text: `aws iam create-open-id-connect-provider ${shellOption('--url', issuer)} ${shellOption('--client-id-list', request.audience)}`,
    },
    {
      tool: 'terraform',
      text: `resource "aws_iam_openid_connect_provider" "eks" {\n  url            = ${hclString(issuer)}\n  client_id_list = [${hclString(request.audience)}]\n}`,
    },
  );
  return {
    kind: 'oidc-provider',
    title: `Create the OIDC provider in account ${request.accountId}`,
    notes: [
      `Run it with credentials of account ${request.accountId}, the account of the role.`,
      ...(situation.trust?.decision === 'allowed'
        ? ['Roles name the provider by its ARN, so their trust policies need no change.']
        : []),
    ],
    document: null,
    diff: null,
    commands,
    proof: null,
  };
}

function withScheme(issuer: string): string {
  return issuer.startsWith('https://') ? issuer : `https://${issuer}`;
}
