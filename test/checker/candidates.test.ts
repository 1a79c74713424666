import { describe, expect, it } from 'vitest';
import { type Clue, findCandidates } from '../../src/checker/candidates.ts';
import type { EksPort, SweepDirectory, SweepPort } from '../../src/checker/ports.ts';
import type {
  DescribedAssociation,
  Piece,
  Pod,
  ServiceAccount,
} from '../../src/checker/vocabulary/evidence.ts';

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

const described = (
  id: string,
  namespace: string,
  serviceAccount: string,
  roleArn: string,
  targetRoleArn: string | null = null,
): DescribedAssociation => ({
  id,
  namespace,
  serviceAccount,
  roleArn,
  targetRoleArn,
  externalId: null,
  hasSessionTags: true,
  sessionPolicy: null,
  createdAt: null,
});
const associations = [
  described('a-1', 'billing', 'ledger', 'arn:aws:iam::111122223333:role/ledger'),
  described(
    'a-2',
    'billing',
    'reports',
    'arn:aws:iam::111122223333:role/pods',
    'arn:aws:iam::444455556666:role/far',
  ),
];

/** As much of a cluster as a search looks at. */
function directory(sweep: Partial<SweepPort> = {}, eks: Partial<EksPort> = {}): SweepDirectory {
  const ports = {
    name: 'prod',
    eks: {
      listAllPodIdentityAssociations: async () => known(associations),
      describePodIdentityAssociation: async (id: string) => known(associations.find((one) => one.id === id)),
      ...eks,
    },
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
  (await find(clue, from)).candidates.map(
    ({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`,
  );

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
    ['the name of a role that EKS Pod Identity gives', { roleName: 'ledger' }, ['billing/ledger']],
    [
      'the ARN of a role that EKS Pod Identity reaches through another',
      { roleArn: 'arn:aws:iam::444455556666:role/far' },
      ['billing/reports'],
    ],
    ['a role that EKS Pod Identity gives in another namespace', { roleName: 'ledger', namespace: 'web' }, []],
    ['nothing', {}, []],
    ['a pod without a namespace', { pod: 'api-0' }, []],
  ])('by %s', async (_what, clue, expected) => {
    expect(await named(clue)).toEqual(expected);
  });

  it('are each named once, however they get the role', async () => {
    const both = directory(
      {},
      {
        listAllPodIdentityAssociations: async () => known([described('a-3', 'payments', 'api', ROLE)]),
        describePodIdentityAssociation: async () => known(described('a-3', 'payments', 'api', ROLE)),
      },
    );
    expect(await named({ roleArn: ROLE }, both)).toEqual(['payments/api']);
  });

  describe('are not all where something cannot be read, which is told with its reason:', () => {
    const closed: SweepDirectory = {
      open: async () => ({ ok: false, kind: 'environment', message: 'No cluster.' }),
    };
    const silent = () => new Promise<never>(() => {});
    it.each<[string, Partial<Clue>, SweepDirectory, readonly string[], RegExp]>([
      ['the cluster', { roleArn: ROLE }, closed, [], /No cluster/],
      [
        'service accounts',
        { roleArn: ROLE },
        directory({ listServiceAccounts: async () => unreadable }),
        [],
        /forbidden/,
      ],
      [
        'service accounts in time',
        { roleArn: ROLE },
        directory({ listServiceAccounts: silent }),
        [],
        /Service accounts of the cluster could not be read: there was no answer/,
      ],
      [
        'pods',
        { namespace: 'payments', pod: 'api-0' },
        directory({ listPods: async () => unreadable }),
        [],
        /forbidden/,
      ],
      [
        'associations',
        { roleArn: ROLE },
        directory({}, { listAllPodIdentityAssociations: async () => unreadable }),
        ['payments/api'],
        /forbidden/,
      ],
      [
        'an association',
        { roleArn: ROLE },
        directory({}, { describePodIdentityAssociation: async () => unreadable }),
        ['payments/api'],
        /forbidden/,
      ],
    ])('%s', async (_what, clue, from, expected, reason) => {
      const { unread } = await find(clue, from);
      expect(await named(clue, from)).toEqual(expected);
      expect(unread[0]).toMatch(reason);
    });
  });

  it('are told once what keeps them from being found, and what to do about it', async () => {
    const down: Piece<never> = {
      state: 'unreadable',
      source: 'kubernetes:list pods',
      subject: 'pods of namespace payments',
      reason: 'it answered HTTP 503',
      permission: null,
      cause: 'failed',
    };
    const accounts = { ...down, source: 'kubernetes:list serviceaccounts', subject: 'service accounts' };
    const { unread } = await find(
      { namespace: 'payments', pod: 'api-0', roleArn: ROLE },
      directory({ listPods: async () => down, listServiceAccounts: async () => accounts }),
    );
    expect(unread).toEqual([
      expect.stringMatching(
        /^Pods of namespace payments could not be read: it answered HTTP 503\. See whether/,
      ),
      'Service accounts could not be read: it answered HTTP 503.',
    ]);
  });

  it('are looked for in so many associations and no more, which is told', async () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      described(`a-${index}`, 'billing', `job-${index}`, ROLE),
    );
    let asked = 0;
    const crowded = directory(
      { listServiceAccounts: async () => known([]) },
      {
        listAllPodIdentityAssociations: async () => known(many),
        describePodIdentityAssociation: async (id) => {
          asked += 1;
          return known(many.find((one) => one.id === id) ?? described(id, 'x', 'x', ROLE));
        },
      },
    );
    const { candidates, unread } = await find({ roleArn: ROLE }, crowded);
    expect([candidates.length, asked]).toEqual([100, 100]);
    expect(unread).toEqual([expect.stringMatching(/30 more/)]);
  });

  it('are told as all where everything was read', async () => {
    expect((await find({ roleArn: ROLE })).unread).toEqual([]);
  });

  it('are looked for nowhere where there is no clue', async () => {
    const closed: SweepDirectory = { open: () => Promise.reject(new Error('opened')) };
    expect(await named({ namespace: 'payments' }, closed)).toEqual([]);
  });
});
