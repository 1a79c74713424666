import { NO_EXACT_RESOURCE, permissionFix } from '../fixes/permission-fix.ts';
import { explainUnreadable, knownOrNull } from '../known.ts';
import { callContextText } from '../permissions/decoded-words.ts';
import { type Refusal, type RefusedBy, refusalOf } from '../permissions/refusal.ts';
import { nameOfStatement } from '../permissions/weigh-policies.ts';
import { callText, evidenceOf, UNSEEN, whoCalled } from './permission-rule.ts';
import type { Rule } from './rule.ts';

const SPOKEN_OF: readonly RefusedBy[] = ['missing', 'allowed-now', 'undetermined'];

export const permissionsMissing: Rule = {
  id: 'permissions.missing',
  layer: 'permissions',
  title: 'No policy of the role allows the call',
  holds: 'The policies of the role allow the call',
  needs: [],
  concerns(situation) {
    const refusal = refusalOf(situation);
    return refusal !== null && SPOKEN_OF.includes(refusal.by);
  },
  check(situation) {
    const refusal = refusalOf(situation);
    if (refusal === null) return { status: 'skipped', explanation: 'No refused call was told.' };
    const { by, call, read } = refusal;
    const evidence = evidenceOf(refusal);
    if (by === 'allowed-now') return { status: 'pass', actual: `${callText(call)} allowed by now` };
    if (by === 'undetermined') {
      return {
        status: 'unknown',
        explanation:
          `${whoCalled(call)}The error does not say which policy refused ${callText(call)} to role ${call.roleName}. ${unread(refusal)}`.trim(),
        evidence,
      };
    }
    const fix = permissionFix(call, read);
    return {
      status: 'fail',
      expected: `Allow ${callText(call)}`,
      actual: actualOf(refusal),
      explanation:
        `${whoCalled(call)}Getting the role works: ${call.roleName} was assumed, and then refused what no policy of its own allows. The trust policy has nothing to do with it. ${fix === null ? NO_EXACT_RESOURCE : ''} ${callContextText(situation)} ${beyond(refusal)} ${unread(refusal)}`
          .replace(/ +/g, ' ')
          .trim(),
      evidence,
      ...(fix === null ? {} : { fix }),
    };
  },
};

function actualOf({ read, weighed, call }: Refusal): string {
  const policies = knownOrNull(read.policies);
  const [near] = weighed?.elsewhere ?? [];
  if (near !== undefined) {
    const { isNegated, texts } = near.resources;
    return `${nameOfStatement(near)} allows ${call.action} ${isNegated ? 'on all but' : 'only on'} ${texts.join(', ')}`;
  }
  if (policies === null) return 'not allowed, by the error';
  if (policies.policies.length + policies.unread.length === 0)
    return `role ${call.roleName} has no policies at all`;
  const names = [...policies.policies.map(({ name }) => name), ...policies.unread];
  return `no statement for ${call.action} in ${names.join(', ')}`;
}

/** What would refuse the call next, and what nobody can see from here. */
function beyond({ read, weighed }: Refusal): string {
  if (weighed?.deny != null) {
    return `${nameOfStatement(weighed.deny.statement)} would go on to deny it.`;
  }
  return knownOrNull(read.simulation)?.isAllowedByBoundary === false
    ? "The role's permissions boundary would have to allow it as well."
    : UNSEEN;
}

function unread({ read }: Refusal): string {
  const pieces = [read.role, read.policies, read.simulation];
  const [first] = pieces.flatMap((piece) => (piece.state === 'unreadable' ? [explainUnreadable(piece)] : []));
  return first ?? '';
}
