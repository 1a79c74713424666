import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Cloud } from '../../../src/sandbox/cloud.ts';

/** A kubeconfig for the sandbox's only cluster, with its own token or another one. */
export function kubeConfig(cloud: Cloud, token?: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(cloud.kubeconfig);
  const user = config.getCurrentUser();
  if (token !== undefined && user !== null) config.users = [{ ...user, token }];
  return config;
}

export function coreApi(cloud: Cloud, token?: string): CoreV1Api {
  return kubeConfig(cloud, token).makeApiClient(CoreV1Api);
}

/** A plain request through the same TLS settings and token; for what the typed client does not offer. */
export async function rawGet(
  cloud: Cloud,
  path: string,
  options: { readonly token?: string | null; readonly method?: string } = {},
): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
  const { request } = await import('node:https');
  const config = kubeConfig(cloud);
  const cluster = config.getCurrentCluster();
  const token = options.token === undefined ? config.getCurrentUser()?.token : options.token;
  return new Promise((resolve, reject) => {
    request(
      `${cluster?.server}${path}`,
      {
        method: options.method ?? 'GET',
        ca: Buffer.from(cluster?.caData ?? '', 'base64'),
        headers: token ? { authorization: `Bearer ${token}` } : {},
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    )
      .on('error', reject)
      .end();
  });
}
