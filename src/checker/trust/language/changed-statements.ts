import { isList, isObject, jsonText, listOf, member } from '../document/json.ts';
import type { Policy, PrincipalEntry, Statement } from '../document/policy.ts';
import { parseProviderArn } from '../provider-arn.ts';
import type { JsonObject, JsonValue } from '../types.ts';

/** The statements that two policies do not share. What they share decides alike in both and need not be reasoned about. */
export interface ChangedStatements {
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
}

/** Stands for what is nested too deeply to be written; the reader has refused such a statement already. */
const UNWRITABLE = 'unwritable';

/** Compares two policies statement by statement, wherever the statements stand. */
export function changedStatements(before: Policy, after: Policy): ChangedStatements {
  // Without variables the version changes nothing; with them it changes what every statement says.
  const isComparable = before.version === after.version || !mentionsVariables(before.raw);
  if (!isComparable) return { before: before.statements, after: after.statements };
  const remaining = countOf(after);
  const gone = before.statements.filter((statement) => !take(remaining, textOf(before, statement)));
  const earlier = countOf(before);
  const added = after.statements.filter((statement) => !take(earlier, textOf(after, statement)));
  return { before: gone, after: added };
}

/** A statement as it stands in the document. */
export function rawStatement(policy: Policy, index: number): JsonValue {
  const written = member(policy.raw, 'Statement') ?? [];
  return (isList(written) ? written : [written])[index] ?? null;
}

/**
 * What statements say of principals other than OIDC providers (accounts, services, SAML, built-in providers), as comparable texts. A
 * change for a service account must leave them as they are.
 */
export function otherTrust(policy: Policy): readonly string[] {
  return policy.statements
    .flatMap((statement) => {
      const others = statement.principal.entries.filter(isOther);
      if (others.length === 0) return [];
      const raw = rawStatement(policy, statement.index);
      const rest = ['Effect', 'Action', 'NotAction', 'Condition'].map((name) =>
        isObject(raw) ? (member(raw, name) ?? null) : null,
      );
      const text = jsonText([
        others.map(({ type, value }) => [type, value]),
        statement.principal.isNegated,
        rest,
      ]);
      return [text ?? UNWRITABLE];
    })
    .sort();
}

/** A Federated value with a path that is no ARN (`https://…`, a bare issuer) names nobody: IAM does not even take it. */
function isOther({ type, value }: PrincipalEntry): boolean {
  if (type !== 'Federated') return true;
  return parseProviderArn(value) === null && (value.startsWith('arn:') || !value.includes('/'));
}

function textOf(policy: Policy, statement: Statement): string {
  return jsonText(rawStatement(policy, statement.index)) ?? UNWRITABLE;
}

function countOf(policy: Policy): Map<string, number> {
  const counts = new Map<string, number>();
  for (const statement of policy.statements) {
    const text = textOf(policy, statement);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function take(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0;
  if (count > 0) counts.set(text, count - 1);
  return count > 0;
}

function mentionsVariables(raw: JsonObject): boolean {
  return listOf(member(raw, 'Statement') ?? []).some(
    (statement) => jsonText(statement)?.includes('${') ?? true,
  );
}
