import { ListIdentityProviderConfigsCommand } from '@aws-sdk/client-eks';
import type { EksPort } from '../checker/ports.ts';
import { askEks, clusterArn, type ReachEks } from './eks-ask.ts';

/** What the checker's port says of the providers through which people sign in to the cluster. A cluster has one at most. */
export function identityProviderReads(reach: ReachEks): Pick<EksPort, 'listIdentityProviders'> {
  return {
    listIdentityProviders(signal) {
      const from = {
        source: 'eks:ListIdentityProviderConfigs',
        subject: 'identity providers of the cluster',
      };
      return askEks(reach, from, clusterArn, signal, async ({ client, cluster }) => {
        const command = new ListIdentityProviderConfigsCommand({ clusterName: cluster.name });
        const answer = await client.send(command, { abortSignal: signal });
        if (!Array.isArray(answer.identityProviderConfigs)) return null;
        return answer.identityProviderConfigs.flatMap(({ name }) => (name === undefined ? [] : [name]));
      });
    },
  };
}
