import { knownValue } from '../known.ts';
import { countPods, hasPodIdentity, podsInQuestion } from '../pods-in-question.ts';
import { sdkOfImage } from '../sdk-of-image.ts';
import type { Rule } from './rule.ts';

/**
 * The first version of every line that asks the Pod Identity agent, the oldest line first. Source: EKS User Guide, "Use pod identity with the
 * AWS SDK", minimum versions.
 */
const MINIMUMS: Readonly<Record<string, readonly string[]>> = {
  'AWS CLI': ['1.30.0', '2.15.0'],
  boto3: ['1.34.41'],
  botocore: ['1.34.41'],
};

export const podIdentitySdkTooOld: Rule = {
  id: 'pod-identity.sdk-too-old',
  layer: 'pod-identity',
  title: 'By the tag of its image the SDK is too old for Pod Identity',
  holds: 'No image is known to have an SDK too old for Pod Identity',
  needs: ['associations', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence, target }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target).filter(hasPodIdentity);
    if (pods.length === 0)
      return { status: 'skipped', explanation: 'No pod asks the agent for credentials.' };
    const old = pods.flatMap((pod) =>
      pod.containers.flatMap(({ image }) => {
        const sdk = sdkOfImage(image);
        const minimum = sdk === null ? null : minimumAbove(sdk.name, sdk.version);
        return sdk === null || minimum === null ? [] : [{ pod, image, sdk, minimum }];
      }),
    );
    const [first] = old;
    if (first === undefined) return { status: 'pass' };
    const { sdk, minimum, image } = first;
    return {
      status: 'warn',
      expected: `${sdk.name} ${minimum} or newer`,
      actual: `image ${image} in ${countPods([...new Set(old.map(({ pod }) => pod))], pods)}`,
      explanation: `${sdk.name} knows the agent from version ${minimum} on, and the tag says ${sdk.version}. A tag is only a hint: see what the image really holds. An older SDK refuses the address of the agent, or falls back to the node's credentials without a word.`,
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
    };
  },
};

/** The minimum of the version's own line where the version is surely below it; null where it is not, or no line fits. */
function minimumAbove(name: string, version: string): string | null {
  const parts = version.split('.').map(Number);
  const minimum = MINIMUMS[name]?.find((one) => Number(one.split('.')[0]) === parts[0]);
  if (minimum === undefined) return null;
  for (const [index, least] of minimum.split('.').map(Number).entries()) {
    const part = parts[index];
    if (part === undefined || part > least) return null;
    if (part < least) return minimum;
  }
  return null;
}
