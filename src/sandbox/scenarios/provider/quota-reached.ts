import { addOidcProvider } from '../../world/account.ts';
import { stableUuid } from '../../world/stable-id.ts';
import { accountOf } from '../../world/world.ts';
import { PARTNER_ACCOUNT } from '../base-world.ts';
import { scenario } from '../scenario.ts';

const QUOTA = 100;

export const PROVIDER_QUOTA_REACHED = scenario({
  id: 'provider-quota-reached',
  title: "The provider is missing in the role's account, which has no room for another one",
  breaks: 'provider.missing',
  cluster: 'batch',
  warns: 'provider.quota-reached',
  namespace: 'franchises',
  serviceAccount: 'biller',
  role: { accountId: PARTNER_ACCOUNT },
  also: (world) => {
    const account = accountOf(world, PARTNER_ACCOUNT);
    for (let at = account.providers.size; at < QUOTA; at += 1) {
      const id = stableUuid(`cluster ${at} of the past`).replaceAll('-', '').toUpperCase();
      addOidcProvider(account, `https://oidc.eks.eu-west-1.amazonaws.com/id/${id}`);
    }
  },
});
