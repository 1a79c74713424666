import { knownOrNull } from '../known.ts';
import { partitionOfIssuer } from '../trust/provider-arn.ts';
import { isAboutThisIssuer } from './sts-other-partition.ts';
import { symptomRule } from './symptom-rule.ts';

export const providerFoundAfterAll = symptomRule({
  id: 'provider.found-after-all',
  layer: 'provider',
  title: 'The error misses a provider that is there',
  holds: 'The error does not contradict the provider',
  details: ['provider-not-found'],
  explain(situation) {
    const provider = knownOrNull(situation.evidence.provider);
    const { request, target, symptom } = situation;
    if (provider === null || request === null || !isAboutThisIssuer(situation)) return null;
    if (partitionOfIssuer(request.issuer) !== 'aws') return null;
    const since = provider.createdAt === null ? '' : ` since ${provider.createdAt}`;
    const account =
      symptom?.accountId != null && symptom.accountId !== request.accountId
        ? `The error names account ${symptom.accountId}, the role is in ${request.accountId}: the process asks for a role of another account, and the provider has to be there.`
        : `Either the error is older than that; or the process asked for a role of another account than ${request.accountId}, which has no such provider: compare AWS_ROLE_ARN in its environment with ${target.roleArn ?? 'the annotation'}.`;
    return {
      status: 'warn',
      expected: 'no OIDC provider for the cluster, as the error says',
      actual: `${provider.arn}, there${since}`,
      explanation: `The error says that the account has no OIDC provider for the cluster, and account ${request.accountId} has one${since}. ${account}`,
    };
  },
});
