import type { ClusterPorts, SweepablePorts } from '../ports.ts';
import type {
  DescribedAssociation,
  OidcProvider,
  Piece,
  Role,
  ServiceAccount,
  ServiceAccountList,
} from '../vocabulary/evidence.ts';
import type { SingleReads } from './single-reads.ts';
import type { Sweep } from './sweep.ts';

/**
 * The ports of a cluster as a check wants them, answered out of the sweep: lists by looking things up in them, everything else by a read that
 * is made once for all service accounts that need it. So an audit diagnoses with the same code as a check, on the same evidence. `single` says
 * which of the reads that serve one service account alone are made at all.
 */
export function sweptPorts(ports: SweepablePorts, sweep: Sweep, single: SingleReads): ClusterPorts {
  const { read } = sweep;
  const remember = createMemory();
  const accountsByNamespace = grouped(sweep.accounts, ({ namespace }) => namespace);
  const accountsByName = grouped(sweep.everywhere, ({ name }) => name);
  const podsByNamespace = grouped(sweep.pods, ({ namespace }) => namespace);
  const associationsByTarget = grouped(sweep.associations, targetKey);

  const rolesOf = (accountId: string) =>
    remember(`roles of ${accountId}`, async (): Promise<Piece<ReadonlyMap<string, Role>>> => {
      const roles = await read({
        api: 'iam:ListRoles',
        subject: `roles of account ${accountId}`,
        ask: (signal) => ports.sweep.listRoles(accountId, signal),
      });
      if (roles.state !== 'known') return roles;
      // IAM keeps names unique without regard to case, and finds them so.
      return { ...roles, value: new Map(roles.value.map((role) => [role.name.toLowerCase(), role])) };
    });

  return {
    ...ports,
    kubernetes: {
      ...ports.kubernetes,
      async getServiceAccount(namespace, name) {
        const subject = `service account ${namespace}/${name}`;
        const list = listed(accountsByNamespace, namespace, subject);
        if (list.state !== 'known') return list;
        const found = list.value.find((one) => one.name === name);
        return found === undefined ? absent(list.source, subject) : { ...list, value: found };
      },
      async listServiceAccounts(which) {
        return 'namespace' in which
          ? whole(
              listed(
                accountsByNamespace,
                which.namespace,
                `service accounts of namespace ${which.namespace}`,
              ),
            )
          : whole(listed(accountsByName, which.name, `service accounts called ${which.name}`));
      },
      listPods: async (namespace) => listed(podsByNamespace, namespace, `pods of namespace ${namespace}`),
      listPodWebhooks: () =>
        remember('webhooks', () =>
          read({
            api: 'kubernetes:list mutatingwebhookconfigurations',
            subject: 'webhooks that change pods',
            ask: (signal) => ports.kubernetes.listPodWebhooks(signal),
          }),
        ),
      getIssuer: () =>
        remember('issuer', () =>
          read({
            api: 'kubernetes:get /.well-known/openid-configuration',
            subject: `issuer of cluster ${ports.name}`,
            ask: (signal) => ports.kubernetes.getIssuer(signal),
          }),
        ),
      listIdentityAgentPods: () =>
        remember('pods of the agent', () =>
          read({
            api: 'kubernetes:list pods',
            subject: 'pods of the EKS Pod Identity agent in namespace kube-system',
            ask: (signal) => ports.kubernetes.listIdentityAgentPods(signal),
          }),
        ),
      getIdentityAgent: () =>
        remember('agent', () =>
          read({
            api: 'kubernetes:list daemonsets',
            subject: 'EKS Pod Identity agent in namespace kube-system',
            ask: (signal) => ports.kubernetes.getIdentityAgent(signal),
          }),
        ),
    },
    eks: {
      ...ports.eks,
      describeCluster: () =>
        remember('cluster', () =>
          read({
            api: 'eks:DescribeCluster',
            subject: `cluster ${ports.name}`,
            ask: (signal) => ports.eks.describeCluster(signal),
          }),
        ),
      listIdentityProviders: () =>
        remember('identity providers', () =>
          read({
            api: 'eks:ListIdentityProviderConfigs',
            subject: 'identity providers of the cluster',
            ask: (signal) => ports.eks.listIdentityProviders(signal),
          }),
        ),
      listPodIdentityAssociations: async (namespace, serviceAccount) =>
        listed(
          associationsByTarget,
          targetKey({ namespace, serviceAccount }),
          `Pod Identity associations of ${namespace}/${serviceAccount}`,
        ),
      listAllPodIdentityAssociations: async () => sweep.associations,
      describePodIdentityAssociation: (id) =>
        remember(`association ${id}`, async (): Promise<Piece<DescribedAssociation>> => {
          const leftOut = single.association(id);
          if (leftOut !== null) return leftOut;
          return read({
            api: 'eks:DescribePodIdentityAssociation',
            subject: `Pod Identity association ${id}`,
            ask: (signal) => ports.eks.describePodIdentityAssociation(id, signal),
          });
        }),
    },
    permissions: {
      ...ports.permissions,
      simulate: (accountId, call) =>
        remember(`simulation ${call.roleArn} ${call.action} ${call.resource}`, async () => {
          const subject = `${call.action} by role ${call.roleArn.slice(call.roleArn.lastIndexOf('/') + 1)}`;
          const leftOut = single.simulation(call.roleArn, subject);
          if (leftOut !== null) return leftOut;
          return read({
            api: 'iam:SimulatePrincipalPolicy',
            subject,
            ask: (signal) => ports.permissions.simulate(accountId, call, signal),
          });
        }),
    },
    iam: {
      ...ports.iam,
      async getRole(accountId, roleName): Promise<Piece<Role>> {
        const roles = await rolesOf(accountId);
        const subject = `role ${roleName}`;
        if (roles.state !== 'known') return { ...roles, subject };
        const role = roles.value.get(roleName.toLowerCase());
        return role === undefined
          ? absent(roles.source, subject)
          : { state: 'known', source: roles.source, subject, value: role };
      },
      listOidcProviders: (accountId) =>
        remember(`providers of ${accountId}`, () =>
          read({
            api: 'iam:ListOpenIDConnectProviders',
            subject: `OIDC providers of account ${accountId}`,
            ask: (signal) => ports.iam.listOidcProviders(accountId, signal),
          }),
        ),
      getOidcProvider: (accountId, arn) =>
        remember(
          `provider ${accountId} ${arn}`,
          (): Promise<Piece<OidcProvider>> =>
            read({
              api: 'iam:GetOpenIDConnectProvider',
              subject: `OIDC provider ${arn}`,
              ask: (signal) => ports.iam.getOidcProvider(accountId, arn, signal),
            }),
        ),
    },
  };
}

type Groups<T> = Piece<ReadonlyMap<string, readonly T[]>>;

function grouped<T>(list: Piece<readonly T[]>, keyOf: (one: T) => string): Groups<T> {
  return list.state === 'known' ? { ...list, value: Map.groupBy(list.value, keyOf) } : list;
}

function listed<T>(groups: Groups<T>, key: string, subject: string): Piece<readonly T[]> {
  return groups.state === 'known'
    ? { ...groups, subject, value: groups.value.get(key) ?? [] }
    : { ...groups, subject };
}

function whole(list: Piece<readonly ServiceAccount[]>): Piece<ServiceAccountList> {
  return list.state === 'known' ? { ...list, value: { accounts: list.value, isWhole: true } } : list;
}

function targetKey({
  namespace,
  serviceAccount,
}: {
  readonly namespace: string;
  readonly serviceAccount: string;
}): string {
  return `${namespace}/${serviceAccount}`;
}

function absent(source: string, subject: string): Piece<never> {
  return { state: 'absent', source, subject };
}

/** Each thing is read once: whoever asks for it later, or meanwhile, gets the same answer. */
function createMemory(): <T>(key: string, load: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<unknown>>();
  return <T>(key: string, load: () => Promise<T>): Promise<T> => {
    const existing = kept.get(key);
    // Under a key there is always what the same caller put there.
    if (existing !== undefined) return existing as Promise<T>;
    const loading = load();
    kept.set(key, loading);
    return loading;
  };
}
