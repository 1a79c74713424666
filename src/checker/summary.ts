import { lowerFirst } from './lower-first.ts';
import type { Verdict } from './vocabulary/diagnosis.ts';
import type { Finding } from './vocabulary/finding.ts';
import type { Symptom } from './vocabulary/symptom.ts';
import type { ResolvedTarget } from './vocabulary/target.ts';

interface Told {
  readonly verdict: Verdict;
  readonly cause: string | null;
  readonly target: ResolvedTarget;
  readonly findings: readonly Omit<Finding, 'fix'>[];
  readonly symptom: Symptom | null;
}

/** The diagnosis in one sentence for a person: who, what, and for an open question what would help. */
export function summaryOf(told: Told): string {
  const who = nameOf(told.target);
  switch (told.verdict) {
    case 'broken':
      return `${who} is broken: ${described(told.findings.find((finding) => finding.id === told.cause))}${further(told)}.`;
    case 'at-risk':
      return told.symptom === null
        ? `${who} works, but is at risk: ${risk(told)}.`
        : `As things stand now ${who} can assume ${roleOf(told.target)}, but ${risk(told)}.`;
    case 'unknown':
      return `It is not known whether ${who} works: ${openQuestion(told.findings)}`;
    case 'healthy':
      return `${who} can assume ${roleOf(told.target)}${isProven(told) ? ', as AWS itself has just shown' : ''}${despite(told.symptom)}.`;
  }
}

/** Whether AWS was asked to try, and let it. */
function isProven({ findings }: Told): boolean {
  return findings.some(({ layer, status }) => layer === 'proof' && status === 'pass');
}

function nameOf({ namespace, serviceAccount, cluster }: ResolvedTarget): string {
  return `${namespace}/${serviceAccount}${cluster === null ? '' : ` on ${cluster}`}`;
}

function roleOf({ roleArn }: ResolvedTarget): string {
  return roleArn === null ? 'its role' : `role ${roleArn.slice(roleArn.lastIndexOf('/') + 1)}`;
}

function risk(told: Told): string {
  return `${described(told.findings.find((finding) => finding.status === 'warn'))}${further(told)}`;
}

function described(finding: Omit<Finding, 'fix'> | undefined): string {
  return finding === undefined ? 'see the findings' : lowerFirst(finding.title);
}

function further({ findings, cause, verdict }: Told): string {
  const status = verdict === 'broken' ? 'fail' : 'warn';
  const count = findings.filter((finding) => finding.status === status && finding.id !== cause).length;
  const others = verdict === 'broken' ? count : count - 1;
  if (others <= 0) return '';
  return others === 1 ? ', and 1 more problem' : `, and ${others} more problems`;
}

function openQuestion(findings: readonly Omit<Finding, 'fix'>[]): string {
  const reasons = [...new Set(findings.filter((it) => it.status === 'unknown').map((it) => it.explanation))];
  const [first] = reasons;
  if (first === undefined) return 'too little could be read.';
  const more = reasons.length === 1 ? '' : ` (and ${reasons.length - 1} more that could not be judged)`;
  return `${lowerFirst(first).replace(/\.$/, '')}${more}.`;
}

/** Why an error may stand beside a healthy chain. */
function despite(symptom: Symptom | null): string {
  switch (symptom?.kind) {
    case 'invalid-identity-token':
    case 'web-identity-config':
      return ' as things stand now; if the error comes again, it comes from another cluster, account or process than this one';
    case 'downstream-denied':
      return symptom.nodeRole
        ? ", but the error came from the node's role: the process does not use its web identity, as with an old SDK or a profile of its own; do not give the node's role the permission"
        : '; the error came later, from what the role is permitted to do';
    default:
      return '';
  }
}
