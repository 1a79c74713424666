import { KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';

/** A context of the kubeconfig, as far as it tells which cluster it is. */
export interface KubeContext {
  readonly name: string;
  /** Name of its cluster entry. */
  readonly cluster: string;
  /** Name of its user entry, empty where it has none. */
  readonly user: string;
  /** URL of the API server; null where the cluster entry is missing. */
  readonly server: string | null;
  /** Arguments and environment of the user's credential command. */
  readonly exec: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> } | null;
}

const exec = z.object({
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
});

export function contextsOf(config: KubeConfig): readonly KubeContext[] {
  return config.contexts.map(({ name, cluster, user }) => {
    const command = exec.safeParse(config.getUser(user)?.exec);
    return {
      name,
      cluster,
      user: user ?? '',
      server: config.getCluster(cluster)?.server ?? null,
      exec: command.success
        ? {
            args: command.data.args ?? [],
            env: Object.fromEntries((command.data.env ?? []).map((one) => [one.name, one.value])),
          }
        : null,
    };
  });
}

/** The kubeconfig with another current context, ready to connect. */
export function atContext(config: KubeConfig, context: KubeContext): KubeConfig {
  const chosen = new KubeConfig();
  const clusters = config.clusters.map((cluster) =>
    // client-node refuses plain HTTP unless TLS is not verified, which says nothing where there is no TLS.
    cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster,
  );
  // client-node passes over the cluster's certificate authority where the context has no user.
  const users = config.getUser(context.user) === null ? [...config.users, { name: '' }] : config.users;
  const user = config.getUser(context.user)?.name ?? '';
  const contexts = [{ name: context.name, cluster: context.cluster, user }];
  chosen.loadFromOptions({ clusters, users, contexts, currentContext: context.name });
  return chosen;
}
