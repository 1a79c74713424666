import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { EvidenceReference } from '../checker/vocabulary/finding.ts';
import { leadingFinding } from './leading-finding.ts';

/** Every place that the diagnosis rests on, once each, those of the leading finding first. */
export function placesRead(diagnosis: Diagnosis): readonly EvidenceReference[] {
  const references = [
    ...(leadingFinding(diagnosis)?.evidence ?? []),
    ...diagnosis.findings.flatMap(({ evidence }) => evidence),
  ];
  return [
    ...new Map(
      references.map((reference) => [`${reference.source}\n${reference.subject}`, reference]),
    ).values(),
  ];
}
