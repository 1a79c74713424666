import { setVariableFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import { issuerHostOf, partitionOfIssuer } from '../trust/provider-arn.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsOtherPartition = symptomRule({
  id: 'sts.other-partition',
  layer: 'sts',
  title: 'The process asks STS of another partition of AWS',
  holds: "The process asks STS of the cluster's partition",
  details: ['provider-not-found'],
  explain(situation) {
    const { evidence, target, request } = situation;
    const provider = knownOrNull(evidence.provider);
    if (provider === null || request === null || !isAboutThisIssuer(situation)) return null;
    const partition = partitionOfIssuer(request.issuer);
    if (partition === 'aws') return null;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const { region } = target;
    return {
      expected: `STS in ${region ?? `partition ${partition}`}`,
      actual: 'an STS that does not know the provider',
      explanation: `The error says that there is no OIDC provider, and account ${request.accountId} has it. In partition ${partition} that most likely means that the SDK asked the global STS of partition aws, which knows neither account nor provider. Set AWS_REGION in the pods, or use a newer SDK, and see that no endpoint is written into the settings.`,
      ...(region === null || pods.length === 0
        ? {}
        : { fix: setVariableFix(pods, [], 'AWS_REGION', region) }),
    };
  },
});

/** Whether the error, as far as it names an issuer, speaks of this cluster's. */
export function isAboutThisIssuer({ evidence, symptom }: Situation): boolean {
  const own = knownOrNull(evidence.issuer);
  return own !== null && (symptom?.issuer == null || issuerHostOf(symptom.issuer) === issuerHostOf(own));
}
