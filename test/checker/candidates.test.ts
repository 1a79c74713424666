import { describe, expect, it } from 'vitest';
import { type Clue, findCandidates } from '../../src/checker/candidates.ts';
import type { SweepDirectory, SweepPort } from '../../src/checker/ports.ts';
import type { Piece, Pod, ServiceAccount } from '../../src/checker/vocabulary/evidence.ts';

const nothing: Clue = {
  cluster: null,
  namespace: null,
  pod: null,
  roleArn: null,
  roleName: null,
  accountId: null,
};
const ROLE = 'arn:aws:iam::111122223333:role/teams/api';

const account = (namespace: string, name: string, role?: string): ServiceAccount => ({
  namespace,
  name,
  annotations: role === undefined ? {} : { 'eks.amazonaws.com/role-arn': role },
  createdAt: null,
  annotatedAt: null,
});
const known = <T>(value: T): Piece<T> => ({ state: 'known', source: 's', subject: 's', value });
const unreadable: Piece<never> = {
  state: 'unreadable',
  source: 's',
  subject: 's',
  reason: 'forbidden',
  permission: null,
  cause: 'denied',
};

const everywhere = [
  account('payments', 'api', ROLE),
  account('payments', 'worker', 'arn:aws:iam::111122223333:role/worker'),
  account('web', 'front', 'arn:aws:iam::444455556666:role/api'),
  account('web', 'plain'),
];

/** As much of a cluster as a search looks at. */
function directory(sweep: Partial<SweepPort> = {}): SweepDirectory {
  const ports = {
    sweep: {
      listServiceAccounts: async (namespace: string | null) =>
        known(everywhere.filter((one) => namespace === null || one.namespace === namespace)),
      listPods: async () => known([{ namespace: 'payments', name: 'api-0', serviceAccount: 'api' } as Pod]),
      ...sweep,
    },
  };
  return { open: async () => ({ ok: true, ports }) } as unknown as SweepDirectory;
}

const find = (clue: Partial<Clue>, from = directory()) =>
  findCandidates(
    from,
    { ...nothing, ...clue },
    { signal: new AbortController().signal, limitMs: 50, now: () => performance.now() },
  );
const named = async (clue: Partial<Clue>, from?: SweepDirectory) =>
  (await find(clue, from)).map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`);

describe('the service accounts that an error leads to', () => {
  it.each<[string, Partial<Clue>, readonly string[]]>([
    ['the pod', { namespace: 'payments', pod: 'api-0' }, ['payments/api']],
    ['a pod that is gone', { namespace: 'payments', pod: 'api-1' }, []],
    [
      'a pod that is gone, and its role',
      { namespace: 'payments', pod: 'api-1', roleArn: ROLE },
      ['payments/api'],
    ],
    ['the ARN of the role', { roleArn: ROLE }, ['payments/api']],
    ['the name of the role', { roleName: 'api' }, ['payments/api', 'web/front']],
    ['name and account of the role', { roleName: 'api', accountId: '444455556666' }, ['web/front']],
    ['name of the role and namespace', { roleName: 'api', namespace: 'web' }, ['web/front']],
    ['a part of a name', { roleName: 'ap' }, []],
    ['nothing', {}, []],
    ['a pod without a namespace', { pod: 'api-0' }, []],
  ])('by %s', async (_what, clue, expected) => {
    expect(await named(clue)).toEqual(expected);
  });

  it('are none where the cluster does not tell, in time', async () => {
    const silent = () => new Promise<never>(() => {});
    expect(
      await named({ roleArn: ROLE }, directory({ listServiceAccounts: async () => unreadable })),
    ).toEqual([]);
    expect(await named({ roleArn: ROLE }, directory({ listServiceAccounts: silent }))).toEqual([]);
    const closed: SweepDirectory = { open: async () => ({ ok: false, kind: 'environment', message: 'x' }) };
    expect(await named({ roleArn: ROLE }, closed)).toEqual([]);
  });

  it('are looked for nowhere where there is no clue', async () => {
    const closed: SweepDirectory = { open: () => Promise.reject(new Error('opened')) };
    expect(await named({ namespace: 'payments' }, closed)).toEqual([]);
  });
});
