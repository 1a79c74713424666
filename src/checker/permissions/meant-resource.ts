import { matchesGlob, type ResolvedPart } from '../trust/decide/glob.ts';
import { readPattern } from '../trust/document/pattern.ts';
import { editDistance } from '../trust/explain/edit-distance.ts';
import type { PermissionStatement } from './policy-statements.ts';

/** A resource that the role may use and that is much like the one it asked for. */
export interface MeantResource {
  readonly statement: PermissionStatement;
  readonly pattern: string;
  readonly differsIn: 'account' | 'region' | 'name';
}

/** Shorter names are alike by chance. */
const SHORTEST_NAME = 6;
const MOST_TYPOS = 2;

/**
 * Among what the role may use, the resource that was probably meant: the same in another account or region, or one whose name differs in a
 * letter or two. Null where nothing is that near. `statements` allow the action on other resources.
 */
export function meantResource(
  statements: readonly PermissionStatement[],
  resource: string,
): MeantResource | null {
  for (const statement of statements) {
    if (statement.resources.isNegated) continue;
    for (const pattern of statement.resources.texts) {
      const differsIn = difference(pattern, resource);
      if (differsIn !== null) return { statement, pattern, differsIn };
    }
  }
  return null;
}

function difference(pattern: string, resource: string): MeantResource['differsIn'] | null {
  const [, , service, region, account, ...wanted] = pattern.split(':');
  const [, , gotService, gotRegion, gotAccount, ...got] = resource.split(':');
  if (service !== gotService || wanted.length === 0 || wanted[0] === '*') return null;
  if (covers(wanted.join(':'), got.join(':'))) {
    if (!covers(account ?? '', gotAccount ?? '')) return 'account';
    return covers(region ?? '', gotRegion ?? '') ? null : 'region';
  }
  if (!covers(account ?? '', gotAccount ?? '') || !covers(region ?? '', gotRegion ?? '')) return null;
  return isMisspelt(wanted.join(':'), got.join(':')) ? 'name' : null;
}

/** Compares what names the resource: `orders` of `table/orders`, the bucket of an object. The rest has to fit as it is. */
function isMisspelt(pattern: string, text: string): boolean {
  const wanted = pattern.split(/([/:])/);
  const got = text.split(/([/:])/);
  const at = wanted.findIndex((part, index) => !covers(part, got[index] ?? ''));
  const [name = '', given = ''] = [wanted[at], got[at]];
  if (/[*?$]/.test(name) || name.length < SHORTEST_NAME) return false;
  const rest = wanted.slice(at + 1).join('');
  return (
    editDistance(name, given) <= MOST_TYPOS && covers(rest, got.slice(at + 1).join('')) && given.length > 0
  );
}

function covers(pattern: string, text: string): boolean {
  const parts = readPattern(pattern, true, false);
  return matchesGlob(
    parts.filter((part): part is ResolvedPart => part.kind !== 'variable'),
    text,
  );
}
