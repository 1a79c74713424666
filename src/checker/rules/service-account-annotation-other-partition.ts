import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { parseRoleArn, type RoleArn, withoutStrayCharacters } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotationOtherPartition: Rule = {
  id: 'service-account.annotation-other-partition',
  layer: 'service-account',
  title: 'The role annotation names another partition of AWS',
  holds: "The role annotation names the cluster's partition of AWS",
  needs: ['serviceAccount'],
  concerns: (situation) => roleOfOtherPartition(situation) !== null,
  check(situation) {
    const value = knownValue(situation.evidence.serviceAccount).annotations[ROLE_ANNOTATION];
    const cluster = knownOrNull(situation.evidence.cluster);
    if (value === undefined || cluster === null) {
      return { status: 'skipped', explanation: 'Annotation or cluster are not known.' };
    }
    const foreign = roleOfOtherPartition(situation);
    if (foreign === null) return { status: 'pass', actual: value };
    const own = partitionOfArn(cluster.arn);
    const corrected = withoutStrayCharacters(value).replace(`arn:${foreign.partition}:`, `arn:${own}:`);
    return {
      status: 'fail',
      expected: corrected,
      actual: value,
      explanation: `The cluster is in partition ${own}, the role of the annotation in ${foreign.partition}. Partitions know nothing of each other: STS in one cannot give credentials for a role in another. Write the ARN as IAM in this partition shows it.`,
      fix: annotationFix(situation, corrected),
    };
  },
};

/** The annotation's role where it is in another partition than the cluster; null where it is not, or either is not known. */
export function roleOfOtherPartition({ evidence }: Situation): RoleArn | null {
  const value = knownOrNull(evidence.serviceAccount)?.annotations[ROLE_ANNOTATION];
  const cluster = knownOrNull(evidence.cluster);
  if (value === undefined || cluster === null) return null;
  const role = parseRoleArn(withoutStrayCharacters(value));
  return role === null || role.partition === partitionOfArn(cluster.arn) ? null : role;
}

function partitionOfArn(arn: string): string {
  return arn.split(':')[1] ?? 'aws';
}
