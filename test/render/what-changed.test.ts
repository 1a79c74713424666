import { describe, expect, it } from 'vitest';
import type { Diagnosis, Verdict } from '../../src/checker/vocabulary/diagnosis.ts';
import type { FindingStatus } from '../../src/checker/vocabulary/finding.ts';
import { type Standing, standingOf, whatChanged } from '../../src/render/what-changed.ts';
import { broken, healthy } from './diagnoses.ts';

const [template] = broken.findings;

/** A diagnosis whose findings have these ids and statuses, the first of them being the cause if it fails. */
function diagnosed(verdict: Verdict, statuses: Readonly<Record<string, FindingStatus>>): Diagnosis {
  if (template === undefined) throw new Error('no finding to copy');
  const findings = Object.entries(statuses).map(([id, status]) => ({
    ...template,
    id,
    status,
    title: `About ${id}`,
  }));
  return {
    ...healthy,
    verdict,
    findings,
    cause: findings.find(({ status }) => status === 'fail')?.id ?? null,
  };
}

const before: Standing = { verdict: 'broken', cause: 'a', title: 'About a' };

describe('what changed since the last answer', () => {
  it.each<[string, Standing, Diagnosis, RegExp]>([
    [
      'mended',
      before,
      diagnosed('healthy', { a: 'pass' }),
      /^Broken → Healthy: the cause is mended, “About a”/,
    ],
    ['mended by taking away what it was about', before, diagnosed('healthy', { a: 'skipped' }), /is mended/],
    ['still there', before, diagnosed('broken', { a: 'fail' }), /^Broken → Broken: the cause is still there/],
    [
      'mended, and the next one found',
      before,
      diagnosed('broken', { b: 'fail', a: 'pass' }),
      /mended.*“About b”/,
    ],
    [
      'hidden by another',
      before,
      diagnosed('broken', { b: 'fail', a: 'skipped' }),
      /another cause.*“About b”/,
    ],
    ['joined by another', before, diagnosed('broken', { b: 'fail', a: 'fail' }), /still there.*“About b”/],
    ['not to be seen this time', before, diagnosed('unknown', { a: 'unknown' }), /could not be looked at/],
    ['not to be seen, and skipped', before, diagnosed('unknown', { a: 'skipped' }), /could not be looked at/],
    [
      'new',
      { verdict: 'healthy', cause: null, title: null },
      diagnosed('broken', { b: 'fail' }),
      /^Healthy → Broken: there is a cause now, “About b”/,
    ],
    [
      'nothing',
      { verdict: 'healthy', cause: null, title: null },
      diagnosed('healthy', {}),
      /nothing changed/,
    ],
  ])('says of a cause that is %s so', (_what, earlier, diagnosis, expected) => {
    expect(whatChanged(earlier, diagnosis)).toMatch(expected);
  });

  it('never calls a cause mended that was not looked at', () => {
    for (const status of ['unknown', 'skipped'] as const)
      expect(whatChanged(before, diagnosed('unknown', { a: status }))).not.toContain('mended');
  });

  it('remembers the verdict and the title of the cause', () => {
    expect(standingOf(diagnosed('broken', { a: 'fail' }))).toEqual(before);
  });
});
