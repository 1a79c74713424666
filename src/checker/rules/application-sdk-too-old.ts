import { knownOrNull, knownValue } from '../known.ts';
import { countPods, namesRole, podsInQuestion } from '../pods-in-question.ts';
import { type ImageSdk, sdkOfImage } from '../sdk-of-image.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import { isWithoutWebIdentity } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';

export const applicationSdkTooOld: Rule = {
  id: 'application.sdk-too-old',
  layer: 'application',
  title: 'By the tag of its image the SDK is too old for web identity',
  holds: 'No image is known to have an SDK too old for web identity',
  needs: ['pods'],
  concerns: ({ evidence, target }) => hasOldSdk(podsInQuestion(knownOrNull(evidence.pods) ?? [], target)),
  check({ evidence, target, symptom }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const old = pods.flatMap((pod) =>
      pod.containers.flatMap((container) => {
        const sdk = oldSdkOf(container);
        return sdk === null ? [] : [{ pod, container, sdk }];
      }),
    );
    const [first] = old;
    if (first === undefined) return { status: 'pass' };
    const { sdk, container } = first;
    const isSure = sdk.age === 'too-old';
    return {
      // The tag alone is a hint; with an error that shows no web identity it is the likeliest reason.
      status: isWithoutWebIdentity(symptom) ? 'fail' : 'warn',
      expected: `${sdk.name} ${sdk.minimum} or newer`,
      actual: `image ${container.image} in ${countPods([...new Set(old.map((it) => it.pod))], pods)}`,
      explanation: `${sdk.name} reads a web identity from version ${sdk.minimum} on, and the tag says ${sdk.version}${isSure ? '' : ', which may be older or newer'}. A tag is only a hint: see what the image really holds. An SDK that is too old falls back to the node's credentials without a word.`,
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
    };
  },
};

/** Whether an image of the pods is known for an SDK that may be too old. */
export function hasOldSdk(pods: readonly Pod[]): boolean {
  return pods.some((pod) => pod.containers.some((container) => oldSdkOf(container) !== null));
}

function oldSdkOf(container: Container): ImageSdk | null {
  const sdk = namesRole(container) ? sdkOfImage(container.image) : null;
  return sdk === null || sdk.age === 'new-enough' ? null : sdk;
}
