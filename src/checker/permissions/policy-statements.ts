import { matchesGlob, type ResolvedPart } from '../trust/decide/glob.ts';
import { isList, isObject, listOf, member } from '../trust/document/json.ts';
import { readPattern } from '../trust/document/pattern.ts';
import { readPolicy } from '../trust/document/read-policy.ts';
import type { Truth } from '../trust/types.ts';
import type { PermissionsPolicy } from '../vocabulary/denied-call.ts';

/** A statement of a permissions policy, read for one question: does it take in this action on this resource? */
export interface PermissionStatement {
  readonly policy: PermissionsPolicy;
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Whether it holds only under conditions, which are not decided here. */
  readonly isConditional: boolean;
}

/** `isNegated`: written as NotAction or NotResource. */
export interface Patterns {
  readonly isNegated: boolean;
  readonly texts: readonly string[];
}

/** All statements of the policies that can be read; a document that is none has none. */
export function statementsOf(policies: readonly PermissionsPolicy[]): readonly PermissionStatement[] {
  return policies.flatMap((policy) => {
    const read = readPolicy(policy.document);
    if (!read.ok) return [];
    const written = member(read.policy.raw, 'Statement');
    const raw = written === undefined ? [] : isList(written) ? written : [written];
    return read.policy.statements.map(({ index, sid, effect, action, conditions }) => {
      const statement = raw[index];
      const resources = isObject(statement) ? resourcesOf(statement) : { isNegated: false, texts: [] };
      return {
        policy,
        index,
        sid,
        effect,
        actions: { isNegated: action.isNegated, texts: action.patterns },
        resources,
        isConditional: conditions.length > 0,
      };
    });
  });
}

/** Whether the statement's actions take in the action; the case of letters makes no difference. */
export function coversAction({ actions }: PermissionStatement, action: string): boolean {
  const lower = action.toLowerCase();
  return (
    actions.texts.some((text) => matches(text.toLowerCase(), lower, false) === 'true') !== actions.isNegated
  );
}

/** Whether the statement's resources take in the resource; unknown where a policy variable or an unnamed resource leaves it open. */
export function coversResource({ resources }: PermissionStatement, resource: string | null): Truth {
  const truths = resources.texts.map((text): Truth => {
    if (text === '*') return 'true';
    return resource === null ? 'unknown' : matches(text, resource, true);
  });
  const any: Truth = truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false';
  if (!resources.isNegated || any === 'unknown') return any;
  return any === 'true' ? 'false' : 'true';
}

function resourcesOf(statement: Parameters<typeof member>[0]): Patterns {
  const positive = member(statement, 'Resource');
  const written = positive ?? member(statement, 'NotResource');
  const texts = written === undefined ? [] : listOf(written).filter((it) => typeof it === 'string');
  return { isNegated: positive === undefined && written !== undefined, texts };
}

function matches(pattern: string, text: string, hasVariables: boolean): Truth {
  const parts = readPattern(pattern, true, hasVariables);
  const fixed = parts.filter((part): part is ResolvedPart => part.kind !== 'variable');
  if (fixed.length === parts.length) return matchesGlob(parts.filter(isResolved), text) ? 'true' : 'false';
  // A variable may stand for anything: where not even that fits, nothing does.
  const loose = parts.map((part): ResolvedPart => (isResolved(part) ? part : { kind: 'any-run' }));
  return matchesGlob(loose, text) ? 'unknown' : 'false';
}

function isResolved(part: ReturnType<typeof readPattern>[number]): part is ResolvedPart {
  return part.kind !== 'variable';
}
