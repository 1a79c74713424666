import type { Config } from './config.ts';
import { createLog } from './log.ts';
import type { Condition } from './operations/condition.ts';
import { selfCheck } from './operations/self-check.ts';
import { createClusterDirectory } from './sources/cluster-directory.ts';
import { surroundingsOf } from './surroundings.ts';

export interface SelfCheckScope {
  /** Null for every cluster of the settings. */
  readonly cluster: string | null;
  readonly namespace: string;
}

/** Tries everything that these settings lead to, once, and closes what it opened. */
export async function runSelfCheck(
  config: Config,
  { cluster, namespace }: SelfCheckScope,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const directory = createClusterDirectory(config.sources);
  const surroundings = surroundingsOf(config);
  const { slack, conversation, redisUrl, dataDirectory } = config;
  try {
    return await selfCheck(
      {
        slack,
        conversation,
        redisUrl,
        dataDirectory,
        directory,
        surroundings: cluster === null ? surroundings : { ...surroundings, clusters: [cluster] },
        namespace,
        // What goes wrong stands in the report.
        log: createLog('silent'),
      },
      signal,
    );
  } finally {
    await directory.close();
  }
}
