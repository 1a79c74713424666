import { describe, expect, it } from 'vitest';
import { collectRecordedCalls } from '../../../src/checker/collect-recorded-calls.ts';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { TrailPort } from '../../../src/checker/ports.ts';
import type { Situation } from '../../../src/checker/situation.ts';
import { stsRegion } from '../../../src/checker/sts-region.ts';
import { verdictOf } from '../../../src/checker/verdict.ts';
import type { Diagnosis } from '../../../src/checker/vocabulary/diagnosis.ts';
import type { Evidence, Piece } from '../../../src/checker/vocabulary/evidence.ts';
import type { RecordedCall, RecordedCalls } from '../../../src/checker/vocabulary/recorded-call.ts';
import type { Symptom } from '../../../src/checker/vocabulary/symptom.ts';
import {
  absent,
  aCluster,
  accountPiece,
  aPodWithoutIdentity,
  aSymptom,
  denied,
  failed,
  HOST,
  known,
  podsPiece,
  ROLE_ARN,
  SUBJECT,
  situationOf,
} from '../evidence.ts';

const SOURCE = 'cloudtrail:LookupEvents';

function aCall(changes: Partial<RecordedCall> = {}): RecordedCall {
  return {
    at: '2026-03-01T11:50:00Z',
    roleArn: ROLE_ARN,
    subject: SUBJECT,
    issuer: HOST,
    errorCode: null,
    isProof: false,
    ...changes,
  };
}

/** The newest first, as the port gives them. */
function recorded(...calls: readonly RecordedCall[]): Piece<RecordedCalls> {
  const region = 'eu-west-1';
  return known(SOURCE, 'calls', { region, roleArn: ROLE_ARN, hours: 24, calls, isWhole: true });
}

function diagnosed(recordedCalls: Piece<RecordedCalls>, changes: Partial<Evidence> = {}): Diagnosis {
  return diagnose(situationOf({ ...changes, recordedCalls }), [], 0);
}

const statuses = ({ findings }: Diagnosis) =>
  Object.fromEntries(
    findings.filter(({ layer }) => layer === 'observed').map(({ id, status }) => [id.slice(9), status]),
  );

const REFUSED = { errorCode: 'AccessDenied' };

describe('what CloudTrail recorded', () => {
  it.each<[string, readonly RecordedCall[], object]>([
    ['a service account that is let in', [aCall()], { 'last-call': 'pass' }],
    ['one that is refused', [aCall(REFUSED), aCall()], { 'last-call': 'warn' }],
    ['one that is let in again', [aCall(), aCall(REFUSED)], { 'last-call': 'pass' }],
    ['nobody', [], { 'last-call': 'unknown' }],
    ['a proof alone', [aCall({ isProof: true })], { 'last-call': 'unknown' }],
    ['a token that names nobody', [aCall({ ...REFUSED, subject: null })], { 'last-call': 'unknown' }],
    ['one whose issuer is not told', [aCall({ issuer: null })], { 'last-call': 'pass' }],
    [
      'another service account',
      [aCall({ ...REFUSED, subject: `${SUBJECT}-v2` })],
      { 'last-call': 'unknown', 'other-subject': 'warn' },
    ],
    [
      'another one before itself was let in',
      [aCall({ at: '2026-11-22T14:02:12.000Z' }), aCall({ ...REFUSED, subject: `${SUBJECT}-v2` })],
      { 'last-call': 'pass' },
    ],
    ['another one that is let in', [aCall({ subject: `${SUBJECT}-v2` })], { 'last-call': 'unknown' }],
    [
      'another one that was let in since',
      [aCall({ subject: `${SUBJECT}-v2` }), aCall({ ...REFUSED, subject: `${SUBJECT}-v2` })],
      { 'last-call': 'unknown' },
    ],
    [
      'another cluster',
      [aCall({ ...REFUSED, issuer: `${HOST}2` })],
      { 'last-call': 'unknown', 'other-issuer': 'warn' },
    ],
    [
      'another role',
      [aCall({ ...REFUSED, roleArn: `${ROLE_ARN}-old` })],
      { 'last-call': 'unknown', 'other-role': 'warn' },
    ],
    ['a role that it did not name', [aCall({ ...REFUSED, roleArn: null })], { 'last-call': 'unknown' }],
  ])('of %s', (_, calls, expected) => {
    expect(statuses(diagnosed(recorded(...calls)))).toEqual(expected);
  });

  it('counts those who were refused and names three', () => {
    const calls = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      aCall({ ...REFUSED, subject: `system:serviceaccount:payments:${name}` }),
    );
    const finding = diagnosed(recorded(...calls)).findings.find(({ id }) => id === 'observed.other-subject');
    expect(finding?.actual?.split('; ')).toHaveLength(4);
    expect(finding?.actual).toMatch(/; and 2 more$/);
  });

  it('points to the issuer where another subject comes from another one, and takes no odd subject for a service account', () => {
    const told = (changes: Partial<RecordedCall>) =>
      diagnosed(recorded(aCall({ ...REFUSED, ...changes }))).findings.find(
        ({ id }) => id === 'observed.other-subject',
      )?.explanation;
    expect(told({ subject: 'repo:me/it:ref', issuer: 'token.actions.githubusercontent.com' })).toContain(
      'another issuer, token.actions.githubusercontent.com',
    );
    expect(told({ subject: 'system:serviceaccount:payments:api/../x' })).toContain('another identity');
  });

  it('never makes a verdict better than the rest does', () => {
    expect(verdictOf([{ layer: 'observed', status: 'pass' }])).toBe('unknown');
    expect(verdictOf([{ layer: 'observed', status: 'unknown' }])).toBe('unknown');
    const unread = { role: denied<never>('iam:GetRole', 'role payments-api') };
    expect(diagnosed(recorded(aCall()), unread).verdict).toBe('unknown');
  });

  it('leaves a verdict as it is where it could not be read', () => {
    for (const piece of [denied<RecordedCalls>(SOURCE, 'calls'), failed<RecordedCalls>(SOURCE, 'calls')]) {
      const diagnosis = diagnosed(piece);
      expect(diagnosis.verdict).toBe('healthy');
      expect(statuses(diagnosis)).toEqual({ 'last-call': 'unknown' });
    }
  });
});

describe('where it is looked for', () => {
  const regionOf = (changes: Partial<Evidence>, symptom: Symptom | null = null) =>
    stsRegion(situationOf(changes, { symptom }));
  const global = { annotations: { 'eks.amazonaws.com/sts-regional-endpoints': 'false' } };

  it.each<[string, Partial<Evidence>, Symptom | null, string | null]>([
    ["the cluster's region", {}, null, 'eu-west-1'],
    ['where the global endpoint is recorded', { serviceAccount: accountPiece(global) }, null, 'us-east-1'],
    [
      'the region that the error names',
      {},
      aSymptom({ stsHost: 'sts.eu-central-1.amazonaws.com' }),
      'eu-central-1',
    ],
    ['that of the global endpoint in the error', {}, aSymptom({ stsHost: 'sts.amazonaws.com' }), 'us-east-1'],
    ['no host that has no region', {}, aSymptom({ stsHost: 'sts.evil.amazonaws.com' }), 'eu-west-1'],
    [
      'nowhere for want of a cluster',
      { cluster: absent('eks:DescribeCluster', 'cluster') },
      aSymptom({ stsHost: 'sts.eu-central-1.amazonaws.com' }),
      null,
    ],
    [
      'in China, which has no global endpoint',
      {
        cluster: known('eks:DescribeCluster', 'c', aCluster({ region: 'cn-north-1' })),
        serviceAccount: accountPiece(global),
      },
      null,
      'cn-north-1',
    ],
  ])('%s', (_, changes, symptom, expected) => {
    expect(regionOf(changes, symptom)).toBe(expected);
  });
});

describe('what is asked', () => {
  async function askedOf(situation: Situation) {
    const asked: unknown[] = [];
    const trail: TrailPort = {
      async lookUpCalls(about) {
        asked.push(about);
        return recorded();
      },
    };
    const piece = await collectRecordedCalls(situation, { trail }, ({ ask }) =>
      ask(new AbortController().signal),
    );
    return { asked, state: piece.state };
  }

  it("is the role's account about the role and the subject", async () => {
    expect((await askedOf(situationOf())).asked).toEqual([
      { accountId: '111122223333', region: 'eu-west-1', roleArn: ROLE_ARN, subject: SUBJECT },
    ]);
  });

  it('is nothing about a role that only a pasted text names', async () => {
    const unnamed = {
      serviceAccount: accountPiece({ annotations: {} }),
      pods: podsPiece(aPodWithoutIdentity()),
    };
    const symptom = aSymptom({ roleArn: 'arn:aws:iam::111122223333:role/somebody-elses' });
    const { asked, state } = await askedOf(situationOf(unnamed, { symptom }));
    expect({ asked, state }).toEqual({ asked: [], state: 'unasked' });
  });
});
