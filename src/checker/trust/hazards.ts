import { actionTruth } from './decide/action-truth.ts';
import { conditionTruth } from './decide/condition-truth.ts';
import { contextOf } from './decide/request-context.ts';
import type { Condition, Policy, Statement } from './document/policy.ts';
import { parseSubject } from './explain/subject-differences.ts';
import { parseProviderArn } from './provider-arn.ts';
import type { Hazard } from './types.ts';

/** What is dangerous in a policy though it may work: statements that let in more tokens than anybody is likely to want. */
export function hazardsOf(policy: Policy): readonly Hazard[] {
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== 'Allow' || statement.principal.isNegated) return [];
    if (actionTruth(statement.action) !== 'true') return [];
    if (isForEverybody(statement)) {
      const message = `Statement[${statement.index}]: Principal AWS "*" trusts everybody, and sub is not checked.`;
      return [{ statement: statement.index, kind: 'no-subject', message }];
    }
    const hosts = statement.principal.entries.flatMap((entry) => {
      const provider = entry.type === 'Federated' ? parseProviderArn(entry.value) : null;
      return provider === null ? [] : [provider.host];
    });
    return [...new Set(hosts)].flatMap((host) => hazardsFor(statement, host));
  });
}

/** Trusts every principal of every account and every provider, whoever they are. */
function isForEverybody({ principal, conditions }: Statement): boolean {
  const isOpen = principal.entries.some(({ type, value }) => type === 'AWS' && value === '*');
  return isOpen && !conditions.some((condition) => /:sub$/i.test(condition.key) && limits(condition));
}

/** A condition on a key that no token of the issuer has: where it fails nobody comes in, and nothing is dangerous. */
function shutsOut(statement: Statement, host: string): boolean {
  const context = contextOf({ accountId: '', issuer: host, subject: '', audience: '' });
  return statement.conditions.some(
    (condition) =>
      context.key(condition.key).state === 'absent' && conditionTruth(condition, context) === 'false',
  );
}

function hazardsFor(statement: Statement, host: string): readonly Hazard[] {
  if (shutsOut(statement, host)) return [];
  const hazards: Hazard[] = [];
  const note = (kind: Hazard['kind'], message: string): void => {
    hazards.push({ statement: statement.index, kind, message: `Statement[${statement.index}]: ${message}` });
  };
  const subjects = conditionsOn(statement, `${host}:sub`);
  const audiences = conditionsOn(statement, `${host}:aud`);
  const limiting = subjects.filter(limits);
  if (limiting.length === 0)
    note('no-subject', `sub is not checked, so that every service account of ${host} is let in.`);
  if (!audiences.some(limits))
    note('no-audience', 'aud is not checked, so that tokens for other audiences are let in too.');
  if (subjects.some(({ operator }) => operator?.isNegated === true)) {
    note(
      'negated-subject',
      'sub is only excluded by a negated operator: every other service account is let in.',
    );
  }
  for (const condition of limiting) {
    if (condition.operator?.comparison === 'like') noteWildcards(condition, note);
  }
  const all = [...subjects, ...audiences];
  if (all.some(({ operator }) => operator?.quantifier === 'ForAllValues')) {
    note(
      'for-all-values',
      'ForAllValues holds where the key is absent; on sub and aud the plain operator is meant.',
    );
  }
  if (all.some(({ operator }) => operator?.ifExists === true)) {
    note('if-exists', 'IfExists holds where the key is absent; a mistyped key would open the role.');
  }
  return hazards;
}

function conditionsOn(statement: Statement, key: string): readonly Condition[] {
  return statement.conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase());
}

/** A positive comparison of text: the only kind that says who may come in. */
function limits({ operator, values }: Condition): boolean {
  if (operator === null || operator.isNegated || operator.family !== 'string') return false;
  return !values.some(
    ({ pattern }) => pattern.length > 0 && pattern.every((part) => part.kind === 'any-run'),
  );
}

function noteWildcards(condition: Condition, note: (kind: Hazard['kind'], message: string) => void): void {
  for (const { text } of condition.values) {
    const subject = parseSubject(text);
    const isOpen = /[*?]/.test(subject === null ? text : subject.namespace);
    // A star crosses colons: one in the namespace takes in other namespaces, and one before the last colon any name behind it.
    if (isOpen)
      note('wildcard-namespace', `${text} takes in service accounts of namespaces that anybody may create.`);
    else if (/[*?]/.test(text))
      note('wildcard-service-account', `${text} takes in every service account that it matches.`);
  }
}
