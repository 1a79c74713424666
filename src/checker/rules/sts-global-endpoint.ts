import { setVariableFix } from '../fixes/pod-spec-fix.ts';
import { REGIONAL_STS_ANNOTATION, regionalStsFix } from '../fixes/regional-sts-fix.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsGlobalEndpoint = symptomRule({
  id: 'sts.global-endpoint',
  layer: 'sts',
  title: 'The pod asks the global STS, which its network does not reach',
  holds: 'The pod asks STS of its own region',
  details: ['sts-unreachable'],
  explain(situation, { stsHost }) {
    const { evidence, target } = situation;
    if (!isGlobalSts(stsHost)) return null;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const annotation = knownOrNull(evidence.serviceAccount)?.annotations[REGIONAL_STS_ANNOTATION];
    const isSwitchedOff = annotation === 'false';
    return {
      expected: `sts.${target.region ?? 'REGION'}.amazonaws.com${target.region?.startsWith('cn-') === true ? '.cn' : ''}`,
      actual: `${stsHost}${isSwitchedOff ? `, and annotation ${REGIONAL_STS_ANNOTATION}: "false"` : ''}`,
      explanation: `The pod calls the global endpoint of STS and gets no connection; an interface endpoint in the VPC answers for the regional name alone. ${isSwitchedOff ? `Remove annotation ${REGIONAL_STS_ANNOTATION} from the service account, or set it to "true", and create the pods anew.` : 'Set AWS_STS_REGIONAL_ENDPOINTS to regional and AWS_REGION in the pods, or use an SDK that asks the regional one by itself; an old SDK may know neither.'}`,
      ...(isSwitchedOff
        ? { fix: regionalStsFix(situation) }
        : pods.length === 0
          ? {}
          : { fix: setVariableFix(pods, [], 'AWS_STS_REGIONAL_ENDPOINTS', 'regional') }),
    };
  },
});

/** Whether that is the one endpoint that belongs to no region. */
export function isGlobalSts(host: string | undefined): boolean {
  return host === 'sts.amazonaws.com';
}
