import { describe, expect, it } from 'vitest';
import {
  parseServiceAccount,
  parseServiceAccountPage,
} from '../../../src/sources/kubernetes/service-account.ts';

const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api' };

function owner(time: string, field = 'f:eks.amazonaws.com/role-arn') {
  return {
    manager: 'kubectl',
    time,
    fieldsV1: { 'f:metadata': { 'f:annotations': { '.': {}, [field]: {} } } },
  };
}

function parse(metadata: object) {
  return parseServiceAccount({ metadata: { name: 'api', namespace: 'payments', ...metadata } });
}

describe('a service account from the API server', () => {
  it('has its annotations and the time of its creation', () => {
    expect(parse({ annotations, creationTimestamp: '2026-01-02T03:04:05Z' })).toEqual({
      namespace: 'payments',
      name: 'api',
      annotations,
      createdAt: '2026-01-02T03:04:05.000Z',
      annotatedAt: null,
    });
  });

  it.each<[string, readonly unknown[], string | null]>([
    ['the one writer', [owner('2026-02-01T00:00:00Z')], '2026-02-01T00:00:00.000Z'],
    [
      'the latest of several writers',
      [owner('2026-02-03T00:00:00Z'), owner('2026-02-01T00:00:00Z')],
      '2026-02-03T00:00:00.000Z',
    ],
    ['nobody who wrote another annotation', [owner('2026-02-01T00:00:00Z', 'f:other')], null],
    [
      'nobody who wrote something else',
      [{ time: '2026-02-01T00:00:00Z', fieldsV1: { 'f:secrets': {} } }],
      null,
    ],
    ['nobody whose entry makes no sense', [null, 'x', { time: 5 }, { fieldsV1: [] }], null],
  ])('was annotated by %s', (_name, managedFields, expected) => {
    expect(parse({ annotations, managedFields })?.annotatedAt).toBe(expected);
  });

  it.each([
    null,
    'text',
    {},
    { metadata: {} },
    { metadata: { name: 'a', namespace: 'b', annotations: { a: 1 } } },
  ])('is not read out of %j', (body) => {
    expect(parseServiceAccount(body)).toBeNull();
  });
});

describe('a list of service accounts from the API server', () => {
  const item = { metadata: { name: 'api', namespace: 'payments', annotations } };

  it('is whole where nothing follows', () => {
    expect(parseServiceAccountPage({ metadata: {}, items: [item] })).toMatchObject({
      accounts: [{ namespace: 'payments', name: 'api', annotations }],
      isWhole: true,
    });
    expect(parseServiceAccountPage({ items: null })).toEqual({ accounts: [], isWhole: true });
  });

  it('is not whole where the API server has more', () => {
    expect(parseServiceAccountPage({ metadata: { continue: 'abc' }, items: [] })?.isWhole).toBe(false);
  });

  it.each([null, [], {}, { items: [{}] }])('is not taken in by %j', (body) => {
    expect(parseServiceAccountPage(body)).toBeNull();
  });
});
