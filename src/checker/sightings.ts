import { knownOrNull } from './known.ts';
import type { Situation } from './situation.ts';
import type { RecordedCall, RecordedCalls } from './vocabulary/recorded-call.ts';

/** What CloudTrail shows, by what it says of the service account that was asked about. All lists have the newest first. */
export interface Sightings {
  readonly recorded: RecordedCalls;
  /** The service account asked for its role. */
  readonly own: readonly RecordedCall[];
  /** It asked for another role. */
  readonly otherRole: readonly RecordedCall[];
  /** A service account called like it asked for its role, from another cluster. */
  readonly otherIssuer: readonly RecordedCall[];
  /** Somebody else asked for its role. */
  readonly otherSubject: readonly RecordedCall[];
}

/** Null where CloudTrail was not asked or did not answer. Calls whose token STS could not read belong to nobody and are left out, as are proofs. */
export function sightingsOf({ evidence, target }: Situation): Sightings | null {
  const recorded = evidence.recordedCalls === undefined ? null : knownOrNull(evidence.recordedCalls);
  if (recorded === null) return null;
  const host = target.issuer?.replace(/^https:\/\//, '') ?? null;
  const calls = recorded.calls.filter(({ isProof, subject }) => !isProof && subject !== null);
  const isOfRole = ({ roleArn }: RecordedCall): boolean => roleArn === recorded.roleArn;
  const isElsewhere = ({ issuer }: RecordedCall): boolean =>
    host !== null && issuer !== null && issuer !== host;
  const bySubject = calls.filter(({ subject }) => subject === target.subject);
  const here = bySubject.filter((call) => !isElsewhere(call));
  return {
    recorded,
    own: here.filter(isOfRole),
    otherRole: here.filter((call) => !isOfRole(call)),
    otherIssuer: bySubject.filter((call) => isElsewhere(call) && isOfRole(call)),
    otherSubject: calls.filter((call) => call.subject !== target.subject && isOfRole(call)),
  };
}

/** Those that were refused and have not been let in since, each who asked in the same way once, the newest first. */
export function stillRefused(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  const groups = Map.groupBy(calls, ({ subject, issuer, roleArn }) =>
    JSON.stringify([subject, issuer, roleArn]),
  );
  return [...groups.values()].flatMap(([last]) =>
    last === undefined || last.errorCode === null ? [] : [last],
  );
}

/** "2026-11-22 14:02:11 UTC". */
export function timeText({ at }: Pick<RecordedCall, 'at'>): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}
