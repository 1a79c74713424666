import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { parseRoleArn } from '../role-arn.ts';
import type { Rule } from './rule.ts';
import { roleOfOtherPartition } from './service-account-annotation-other-partition.ts';

export const roleArnDiffers: Rule = {
  id: 'role.arn-differs',
  layer: 'role',
  title: "The role's real ARN is another one",
  holds: "The role's ARN is the one that the pods ask for",
  needs: ['role'],
  check(situation) {
    const actual = knownValue(situation.evidence.role).arn;
    const asked = situation.target.roleArn;
    if (asked === null) return { status: 'skipped', explanation: 'Nothing names the role by its ARN.' };
    if (roleOfOtherPartition(situation) !== null) {
      return { status: 'skipped', explanation: 'The annotation names another partition of AWS.' };
    }
    if (asked === actual) return { status: 'pass', actual };
    return {
      status: 'fail',
      expected: actual,
      actual: asked,
      explanation: `The pods ask for a role by an ARN that is not its own: ${differenceOf(asked, actual)}. IAM finds roles by name alone, which hides this; STS, by all that is known, takes nothing but the whole ARN. Write the ARN into the annotation exactly as IAM shows it.`,
      fix: annotationFix(situation, actual),
    };
  },
};

function differenceOf(asked: string, actual: string): string {
  const a = parseRoleArn(asked);
  const b = parseRoleArn(actual);
  if (a === null || b === null) return 'it is written in another way';
  const differences: string[] = [];
  if (a.partition !== b.partition) differences.push(`the partition is ${b.partition}, not ${a.partition}`);
  if (a.accountId !== b.accountId) differences.push(`the account is ${b.accountId}, not ${a.accountId}`);
  if (a.path !== b.path) differences.push(pathDifference(a.path, b.path));
  if (a.name !== b.name) {
    const isCase = a.name.toLowerCase() === b.name.toLowerCase();
    differences.push(`the name is ${b.name}, not ${a.name}${isCase ? ' (letter case counts)' : ''}`);
  }
  return differences.join(', and ');
}

function pathDifference(asked: string, actual: string): string {
  if (asked === '/') return `its path ${actual} is missing`;
  if (actual === '/') return `the role has no path, not ${asked}`;
  return `the path is ${actual}, not ${asked}`;
}
