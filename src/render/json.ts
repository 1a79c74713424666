import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { Finding } from '../checker/vocabulary/finding.ts';
import type { Fix } from '../checker/vocabulary/fix.ts';
import { jsonText } from './json-text.ts';
import { titleInFull } from './title-in-full.ts';

/**
 * A diagnosis as the documented schema `irsa-doctor/diagnosis/v1`: indented JSON without a final line break. Members stand in the documented
 * order and nothing else is let through, so that people can compare two answers line by line.
 */
export function renderJson(diagnosis: Diagnosis): string {
  const { schema, verdict, target, cause, summary, findings, fixes, next, calls, durationMs } = diagnosis;
  return jsonText({
    schema,
    verdict,
    target: {
      cluster: target.cluster,
      region: target.region,
      accountId: target.accountId,
      namespace: target.namespace,
      serviceAccount: target.serviceAccount,
      pod: target.pod,
      roleArn: target.roleArn,
      issuer: target.issuer,
      subject: target.subject,
      audience: target.audience,
    },
    cause,
    summary,
    findings: findings.map(findingMembers),
    fixes: fixes.map(fixMembers),
    next: next ?? [],
    calls: calls.map(({ api, ms, outcome }) => ({ api, ms: roundToTenth(ms), outcome })),
    durationMs: Math.round(durationMs),
  });
}

function findingMembers(finding: Finding) {
  const { id, layer, status, expected, actual, explanation, evidence, fix } = finding;
  const title = titleInFull(finding);
  const references = evidence.map(({ source, subject }) => ({ source, subject }));
  return { id, layer, status, title, expected, actual, explanation, evidence: references, fix };
}

function fixMembers({ kind, title, notes, document, diff, commands, proof }: Fix) {
  return {
    kind,
    title,
    notes,
    document,
    diff,
    commands: commands.map(({ tool, text }) => ({ tool, text })),
    proof: proof && {
      before: proof.before,
      after: proof.after,
      kept: proof.kept,
      added: proof.added,
      lost: proof.lost,
    },
  };
}

function roundToTenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
