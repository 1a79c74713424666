import type { Command } from './command.ts';
import { isNamespaceName, isServiceAccountName, type NameKind, nameProblem } from './kubernetes-names.ts';
import { quoteInput } from './quoting.ts';

export const CHECK_USAGE = 'write `check namespace/serviceaccount`, for example `check payments/api`';
const optionUsage = 'write `check namespace/serviceaccount --cluster NAME --pod NAME`';
const option = /^(?:(-{1,2})([a-z-]{1,30})|(cluster|pod))(?:=(.*))?$/is;

interface CheckWords {
  readonly positions: readonly string[];
  readonly cluster: string | null;
  readonly pod: string | null;
}

/** Reads what follows `check`, or all of the short form. */
export function readCheck(words: readonly string[]): Command {
  const read = readOptions(words);
  if (typeof read === 'string') return { kind: 'invalid', message: read };
  const [target, cluster, ...more] = read.positions;
  if (target === undefined) return invalid(`\`check\` needs a service account: ${CHECK_USAGE}`);
  if (more[0] !== undefined)
    return invalid(
      `${quoteInput(more[0])} is one word too many: ${CHECK_USAGE}, with at most a cluster's name after it`,
    );
  if (cluster !== undefined && read.cluster !== null) {
    return invalid(
      `Two clusters are named, ${quoteInput(cluster)} and ${quoteInput(read.cluster)}: write only one of them`,
    );
  }
  if (cluster !== undefined && isAnotherTarget(cluster)) {
    return invalid(
      `${quoteInput(cluster)} is a second service account: ask about one at a time, with \`check ${shown(target)}\``,
    );
  }
  return readTarget(target, { cluster: cluster ?? read.cluster, pod: read.pod });
}

/** The options and the other words, or the sentence that says which option is wrong. */
function readOptions(words: readonly string[]): CheckWords | string {
  const positions: string[] = [];
  const options: { cluster: string | null; pod: string | null } = { cluster: null, pod: null };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [isOption, dashes, dashed, bare, attached] = option.exec(word) ?? [];
    if (isOption === undefined || (dashes === undefined && attached === undefined)) {
      positions.push(word);
      continue;
    }
    const name = (dashed ?? bare ?? '').toLowerCase();
    if (name !== 'cluster' && name !== 'pod')
      return `${quoteInput(word)} is not an option that I know: ${optionUsage}.`;
    if (options[name] !== null) return `\`--${name}\` is given twice: ${optionUsage}.`;
    const value = attached ?? words[++index] ?? '';
    if (value === '' || value.startsWith('-')) return `\`--${name}\` needs a name after it: ${optionUsage}.`;
    options[name] = value;
  }
  return { positions, ...options };
}

function readTarget(
  text: string,
  where: { readonly cluster: string | null; readonly pod: string | null },
): Command {
  const parts = text.startsWith('system:serviceaccount:') ? text.split(':').slice(2) : text.split('/');
  const [namespace = '', serviceAccount = ''] = parts;
  if (parts.length === 1)
    return invalid(`${quoteInput(text)} is one name, and a check needs two: ${CHECK_USAGE}`);
  if (parts.length > 2)
    return invalid(`${quoteInput(text)} has ${parts.length} parts, and a check needs two: ${CHECK_USAGE}`);
  const names: readonly (readonly [NameKind, string | null])[] = [
    ['namespace', namespace],
    ['service account', serviceAccount],
    ['cluster', where.cluster],
    ['pod', where.pod],
  ];
  for (const [kind, name] of names) {
    const problem = name === null ? null : nameProblem(kind, name);
    if (name === null || problem === null) continue;
    const subject = name === '' ? `The ${kind}` : `The ${kind} ${quoteInput(name)}`;
    return invalid(`${subject} ${problem}: ${suggestion(kind, namespace, serviceAccount)}`);
  }
  return { kind: 'check', target: { ...where, namespace, serviceAccount } };
}

/** The command in lower case where that is all it takes, else its form. */
function suggestion(kind: NameKind, namespace: string, serviceAccount: string): string {
  if (kind === 'cluster' || kind === 'pod') return optionUsage;
  const lower = `${namespace}/${serviceAccount}`.toLowerCase();
  return isShortTarget(lower) ? `write \`check ${lower}\`` : CHECK_USAGE;
}

/** A kubeconfig context may hold a slash, but nobody's cluster is called like a service account with its namespace. */
function isAnotherTarget(text: string): boolean {
  const [namespace = '', serviceAccount = '', ...more] = text.split('/');
  return more.length === 0 && isNamespaceName(namespace) && isServiceAccountName(serviceAccount);
}

function isShortTarget(text: string): boolean {
  return text.length <= 60 && isAnotherTarget(text);
}

function shown(target: string): string {
  return isShortTarget(target) ? target : 'namespace/serviceaccount';
}

function invalid(sentence: string): Command {
  return { kind: 'invalid', message: `${sentence}.` };
}
