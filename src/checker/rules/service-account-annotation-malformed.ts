import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix, placeholderArn } from '../fixes/annotation-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { parseRoleArn, salvageRole, withoutStrayCharacters } from '../role-arn.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotationMalformed: Rule = {
  id: 'service-account.annotation-malformed',
  layer: 'service-account',
  title: 'The role annotation is not the ARN of a role',
  holds: 'The role annotation is the ARN of a role',
  needs: ['serviceAccount'],
  check(situation) {
    const { evidence } = situation;
    const value = knownValue(evidence.serviceAccount).annotations[ROLE_ANNOTATION];
    if (value === undefined) return { status: 'skipped', explanation: 'There is no role annotation.' };
    if (parseRoleArn(withoutStrayCharacters(value)) !== null) return { status: 'pass', actual: value };
    const actualArn = knownOrNull(evidence.role)?.arn ?? null;
    return {
      status: 'fail',
      expected: actualArn ?? placeholderArn(situation),
      actual: value === '' ? 'an empty value' : value,
      explanation: `${whatItIs(value)} The webhook hands it to the pods all the same, and STS refuses it as an invalid ARN. Write the role's ARN exactly as IAM shows it, and create the pods anew.`,
      fix: annotationFix(situation, actualArn ?? salvageRole(value)?.arn ?? null),
    };
  },
};

/** One sentence on what stands there instead, most telling first. */
function whatItIs(value: string): string {
  const text = withoutStrayCharacters(value);
  if (text === '') return 'The annotation is empty.';
  if (/\$\{|\$\(|\{\{|<[^>]*>|ACCOUNT_?ID/i.test(text))
    return 'The value holds a placeholder that nothing filled in.';
  if (/^arn:[\w-]+:sts::\d*:assumed-role\//.test(text)) {
    return "The value is the ARN of a session, not of its role; a role's path, if it has one, is missing from it, too.";
  }
  if (text.indexOf('arn:', 1) > 0) return 'The value holds an ARN twice.';
  if (/^arn:[\w-]+:iam::[^:]*:policy\//.test(text)) return 'The value is the ARN of a policy.';
  if (/^arn:[\w-]+:iam::[^:]*:instance-profile\//.test(text))
    return 'The value is the ARN of an instance profile.';
  if (!text.startsWith('arn:')) {
    return /^[\w+=,.@/-]+$/.test(text) ? 'The value is a name, not an ARN.' : 'The value is no ARN.';
  }
  const account = /^arn:[\w-]+:iam::([^:]*):role\//.exec(text)?.[1];
  if (account !== undefined && !/^\d{12}$/.test(account))
    return 'The account in the ARN does not have twelve digits.';
  return 'The value is not in the form of a role ARN.';
}
