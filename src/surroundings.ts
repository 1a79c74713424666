import type { Config } from './config.ts';
import type { Surroundings } from './operations/look-at-sources.ts';

/** The clusters and accounts that the settings name, the default cluster where they name none, and what they switch on. */
export function surroundingsOf({ sources, prove, cloudtrail, decode }: Config): Surroundings {
  const names = sources.clusters.map(({ name }) => name);
  return {
    clusters: names.length > 0 ? names : [null],
    accounts: Object.keys(sources.accounts),
    optedIns: { prove, cloudtrail, decode },
  };
}
