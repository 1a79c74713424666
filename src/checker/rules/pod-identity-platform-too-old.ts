import { clusterVersionFix } from '../fixes/cluster-version-fix.ts';
import { knownValue } from '../known.ts';
import type { Rule } from './rule.ts';

/** The first platform version of each Kubernetes version with Pod Identity. Source: EKS User Guide, "EKS Pod Identities". */
const FIRST_PLATFORM: Readonly<Record<string, number>> = {
  '1.24': 13,
  '1.25': 10,
  '1.26': 9,
  '1.27': 8,
  '1.28': 4,
  '1.29': 1,
  '1.30': 2,
  '1.31': 4,
};

export const podIdentityPlatformTooOld: Rule = {
  id: 'pod-identity.platform-too-old',
  layer: 'pod-identity',
  title: "The cluster's platform version is too old for Pod Identity",
  holds: "The cluster's platform version has Pod Identity",
  needs: ['associations', 'cluster'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence }) {
    const cluster = knownValue(evidence.cluster);
    const { version, platformVersion } = cluster;
    const first = FIRST_PLATFORM[version ?? ''];
    const platform = Number(/^eks\.(\d+)$/.exec(platformVersion ?? '')?.[1] ?? Number.NaN);
    if (first === undefined || Number.isNaN(platform) || platform >= first) {
      return { status: 'pass', ...(platformVersion === null ? {} : { actual: platformVersion }) };
    }
    const fix = clusterVersionFix(cluster);
    return {
      status: 'fail',
      expected: `eks.${first} or later on Kubernetes ${version}`,
      actual: platformVersion ?? '',
      explanation:
        'Pod Identity came to this Kubernetes version with a later platform version. EKS brings clusters forward by itself in time; an update to a newer Kubernetes version does so at once.',
      ...(fix === null ? {} : { fix }),
    };
  },
};
