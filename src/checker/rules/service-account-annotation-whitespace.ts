import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { parseRoleArn, withoutStrayCharacters } from '../role-arn.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotationWhitespace: Rule = {
  id: 'service-account.annotation-whitespace',
  layer: 'service-account',
  title: 'The role annotation has stray characters around the ARN',
  holds: 'The role annotation has no stray white space or quotes',
  needs: ['serviceAccount'],
  check(situation) {
    const value = knownValue(situation.evidence.serviceAccount).annotations[ROLE_ANNOTATION];
    if (value === undefined) return { status: 'skipped', explanation: 'There is no role annotation.' };
    const cleaned = withoutStrayCharacters(value);
    if (cleaned === value || parseRoleArn(cleaned) === null) return { status: 'pass', actual: value };
    return {
      status: 'fail',
      expected: JSON.stringify(cleaned),
      actual: JSON.stringify(value),
      explanation: `The value has ${strayOf(value, cleaned)} around the ARN, which the webhook hands to the pods as it is; STS then refuses it as "Request ARN is invalid". In YAML, write the value on one line or use >- in place of > or |.`,
      fix: annotationFix(situation, cleaned),
    };
  },
};

function strayOf(value: string, cleaned: string): string {
  const stray = value.replace(cleaned, '');
  if (/["'`]/.test(stray)) return 'quotes';
  return /[\r\n]/.test(stray) ? 'a line break' : 'white space';
}
