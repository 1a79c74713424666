import { knownOrNull } from './known.ts';
import type { Situation } from './situation.ts';

/** Source: amazon-eks-pod-identity-webhook, README. */
const REGIONAL_STS_ANNOTATION = 'eks.amazonaws.com/sts-regional-endpoints';
/** Where the calls to the global endpoint of the commercial partition are recorded. */
const GLOBAL_REGION = 'us-east-1';
const REGIONAL_HOST = /^sts\.([a-z]{2}(?:-[a-z]+){1,3}-\d)\.amazonaws\.com(?:\.cn)?$/;

/**
 * The region whose STS the pods ask: what the pasted error names, else what the service account's annotation says, else the cluster's. Null
 * where the cluster's region is not known, so that a text alone never chooses where to look.
 */
export function stsRegion({ target, evidence, symptom }: Situation): string | null {
  const { region } = target;
  if (region === null || region.startsWith('cn-')) return region;
  const host = symptom?.stsHost;
  if (host === 'sts.amazonaws.com') return GLOBAL_REGION;
  const told = REGIONAL_HOST.exec(host ?? '')?.[1];
  if (told !== undefined) return told;
  const annotations = knownOrNull(evidence.serviceAccount)?.annotations;
  return annotations?.[REGIONAL_STS_ANNOTATION] === 'false' ? GLOBAL_REGION : region;
}
