import { matchesGlob, type ResolvedPart } from '../decide/glob.ts';
import { readPattern } from '../document/pattern.ts';
import type { ConditionFault } from '../types.ts';
import { describeDifference } from './compare-words.ts';
import type { ValueDifferences } from './value-differences.ts';

/** Namespace and service account of a subject; `name` may be a pattern where it comes from a policy. */
export interface Subject {
  readonly namespace: string;
  readonly name: string;
}

/** Takes `system:serviceaccount:<namespace>:<name>` apart; null for text of another form. */
export function parseSubject(text: string): Subject | null {
  const pieces = text.split(':');
  const [system, kind, namespace, name] = pieces;
  if (pieces.length !== 4 || system !== 'system' || kind !== 'serviceaccount') return null;
  if (namespace === undefined || name === undefined || namespace === '' || name === '') return null;
  return { namespace, name };
}

/** Which parts of a subject differ from the token's. `*` and `?` in the policy's are given the benefit of the doubt. */
export function describeSubject(written: string, actual: string): ValueDifferences {
  const wanted = parseSubject(actual);
  const found = parseSubject(written);
  if (wanted === null) {
    return { differences: [describeDifference('subject', written, actual)], faults: [] };
  }
  if (found === null) return { differences: [describeForm(written, wanted)], faults: ['wrong-subject-form'] };
  const differences: string[] = [];
  const faults: ConditionFault[] = [];
  const compare = (what: string, fault: ConditionFault, pattern: string, text: string): void => {
    if (fits(pattern, text)) return;
    faults.push(fault);
    if (!fits(pattern.toLowerCase(), text)) {
      differences.push(describeDifference(what, pattern, text));
      return;
    }
    differences.push(`${what} is ${pattern}, not ${text} (only the case of letters differs)`);
    if (!faults.includes('case-differs')) faults.push('case-differs');
  };
  compare('namespace', 'namespace-differs', found.namespace, wanted.namespace);
  compare('service account', 'service-account-differs', found.name, wanted.name);
  if (found.namespace === wanted.name && found.name === wanted.namespace) {
    differences.unshift('namespace and service account are swapped');
  }
  return { differences, faults };
}

function fits(pattern: string, text: string): boolean {
  const parts = readPattern(pattern, true, false).filter(
    (part): part is ResolvedPart => part.kind !== 'variable',
  );
  return matchesGlob(parts, text);
}

function describeForm(written: string, wanted: Subject): string {
  const pieces = written.split(/[:/]/);
  const [namespace, name] = pieces.slice(-2);
  const names = namespace === wanted.namespace && name === wanted.name;
  if (names && pieces.length === 2) return 'the prefix system:serviceaccount: is missing';
  if (/^system:serviceaccounts:/.test(written))
    return 'the prefix is system:serviceaccounts:, not system:serviceaccount:';
  if (names && written.includes('/'))
    return 'namespace and service account are separated by a slash, not a colon';
  if (names && pieces[0] === 'serviceaccount') return 'system: is missing at the beginning';
  return `the value does not have the form system:serviceaccount:${wanted.namespace}:${wanted.name}`;
}
