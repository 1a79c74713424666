import type { Command } from './command.ts';
import { nameProblem } from './kubernetes-names.ts';
import { quoteInput } from './quoting.ts';

export const AUDIT_USAGE = 'write `audit`, `audit NAMESPACE` or `audit NAMESPACE CLUSTER`';
const option = /^-{1,2}(namespace|n|cluster)(?:=(.*))?$/is;

/** Reads what follows `audit`: a namespace, then a cluster, or either with `--namespace NAME` and `--cluster NAME`. */
export function readAudit(words: readonly string[]): Command {
  const positions: string[] = [];
  const named: { namespace: string | null; cluster: string | null } = { namespace: null, cluster: null };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [isOption, letters = '', attached] = option.exec(word) ?? [];
    if (isOption === undefined) {
      if (word.startsWith('-')) return invalid(`${quoteInput(word)} is not an option that I know`);
      positions.push(word);
      continue;
    }
    const name = letters.toLowerCase() === 'cluster' ? 'cluster' : 'namespace';
    if (named[name] !== null) return invalid(`\`--${name}\` is given twice`);
    const value = attached ?? words[++index] ?? '';
    if (value === '' || value.startsWith('-')) return invalid(`\`--${name}\` needs a name after it`);
    named[name] = value;
  }
  if (named.namespace === null) named.namespace = positions.shift() ?? null;
  if (named.cluster === null) named.cluster = positions.shift() ?? null;
  const [surplus] = positions;
  if (surplus !== undefined) return invalid(`${quoteInput(surplus)} is one word too many`);
  return checked(named);
}

function checked({
  namespace,
  cluster,
}: {
  readonly namespace: string | null;
  readonly cluster: string | null;
}): Command {
  if (namespace?.includes('/') === true) {
    const shown = quoteInput(namespace).slice(1, -1);
    return {
      kind: 'invalid',
      message: `"${shown}" is a service account, and an audit is of a namespace: write \`check ${shown}\`, or \`audit ${quoteInput(namespace.split('/')[0] ?? '').slice(1, -1)}\`.`,
    };
  }
  for (const [kind, name] of [
    ['namespace', namespace],
    ['cluster', cluster],
  ] as const) {
    const problem = name === null ? null : nameProblem(kind, name);
    if (name !== null && problem !== null) return invalid(`The ${kind} ${quoteInput(name)} ${problem}`);
  }
  return { kind: 'audit', request: { namespace, cluster } };
}

function invalid(problem: string): Command {
  return { kind: 'invalid', message: `${problem}: ${AUDIT_USAGE}.` };
}
