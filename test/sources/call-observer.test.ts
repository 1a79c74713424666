import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { createAwsClients } from '../../src/sources/aws-clients.ts';
import type { CallObserver } from '../../src/sources/call-observer.ts';
import { createClusterDirectory, type SourceDirectory } from '../../src/sources/cluster-directory.ts';
import { createIamPort } from '../../src/sources/iam.ts';
import { CREDENTIALS, callerIdentity, role, xmlError } from './aws-wire.ts';
import { startLoopback } from './loopback.ts';

const signal = new AbortController().signal;

/** Writes down what it hears. */
function listening(reference: string | null): { readonly heard: string[]; readonly observer: CallObserver } {
  const heard: string[] = [];
  return {
    heard,
    observer: {
      reference: () => reference,
      begin:
        (api) =>
        ({ outcome, status, requestId }) =>
          heard.push(`${api} ${outcome} ${status}${requestId === null ? '' : ' with an id'}`),
    },
  };
}

describe('an observer of the sources', () => {
  let world: World;
  let cloud: Cloud;
  let directory: SourceDirectory;
  let place: string;
  let heard: string[];

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'irsa-doctor-observer-'));
    world = seededWorld();
    cloud = await startCloud(world);
    await writeFile(join(place, 'kubeconfig'), cloud.kubeconfig);
    // The AWS SDK looks into the environment by itself; every test file has a process of its own.
    Object.assign(process.env, cloud.environment);
  });
  afterAll(async () => {
    await cloud.close();
    await rm(place, { recursive: true, force: true });
  });
  beforeEach(() => {
    const listener = listening('ref-1');
    heard = listener.heard;
    directory = createClusterDirectory(
      {
        clusters: [],
        accounts: { '444455556666': { assumeRole: 'arn:aws:iam::444455556666:role/irsa-doctor-read' } },
        kubeconfigPath: join(place, 'kubeconfig'),
      },
      { observer: listener.observer },
    );
  });
  afterEach(async () => {
    await directory.close();
    world.faults.length = 0;
  });

  async function ports() {
    const opened = await directory.open(null, signal);
    if (!opened.ok) throw new Error(opened.message);
    return opened.ports;
  }

  it('hears of each read, and by which id AWS knows it', async () => {
    const { kubernetes, eks } = await ports();
    await kubernetes.getServiceAccount('payments', 'api', signal);
    await kubernetes.getServiceAccount('payments', 'nobody', signal);
    await eks.describeCluster(signal);
    expect(heard).toEqual([
      'kubernetes:get serviceaccounts ok 200',
      'kubernetes:get serviceaccounts absent 404',
      'sts:GetCallerIdentity ok 200 with an id',
      'eks:DescribeCluster ok 200 with an id',
    ]);
  });

  it('hears of the role that is assumed on the way', async () => {
    const { iam } = await ports();
    await iam.getRole('444455556666', 'nobody', signal);
    expect(heard).toEqual(['sts:AssumeRole ok 200 with an id', 'iam:GetRole absent 404 with an id']);
  });

  it('hears of refusals', async () => {
    world.faults.push(
      { api: 'iam:GetRole', kind: 'denied' },
      { api: 'kubernetes:list pods', kind: 'denied' },
    );
    const { iam, kubernetes } = await ports();
    await iam.getRole('111122223333', 'payments-api', signal);
    await kubernetes.listPods('payments', signal);
    expect(heard.slice(1)).toEqual(['iam:GetRole denied 403 with an id', 'kubernetes:list pods denied 403']);
  });

  it('hears of every repetition after a throttling', async () => {
    world.faults.push({ api: 'iam:GetRole', kind: 'throttled', times: 2 });
    const { iam } = await ports();
    await iam.getRole('111122223333', 'payments-api', signal);
    expect(heard.slice(1)).toEqual([
      'iam:GetRole throttled 400 with an id',
      'iam:GetRole throttled 400 with an id',
      'iam:GetRole ok 200 with an id',
    ]);
  });

  it('hears of what never came back', async () => {
    world.faults.push({ api: 'iam:GetRole', kind: 'hang' });
    const { iam } = await ports();
    await iam.getRole('111122223333', 'payments-api', AbortSignal.timeout(300));
    await expect.poll(() => heard.at(-1)).toBe('iam:GetRole failed null');
  });
});

describe('the user agent', () => {
  it.each([
    ['ref-1', / irsa-doctor question\/ref-1$/],
    [null, / irsa-doctor$/],
  ])(
    'of a call to AWS names the program, and the question where there is one: %s',
    async (reference, expected) => {
      const aws = await startLoopback(({ form }) =>
        form.get('Action') === 'GetRole' ? role() : callerIdentity(),
      );
      const clients = createAwsClients(
        { region: 'eu-west-1', endpoint: aws.url, credentials: CREDENTIALS },
        listening(reference).observer,
      );
      try {
        await createIamPort(createAwsAccess({}, clients), null).getRole(
          '111122223333',
          'payments-api',
          signal,
        );
        expect(aws.received.map(({ headers }) => headers['user-agent'])).toEqual([
          expect.stringMatching(expected),
          expect.stringMatching(expected),
        ]);
      } finally {
        clients.close();
        await aws.close();
      }
    },
  );

  it('names the question once, also when the call is repeated', async () => {
    let calls = 0;
    const aws = await startLoopback(({ form }) => {
      if (form.get('Action') !== 'GetRole') return callerIdentity();
      calls += 1;
      return calls === 1 ? xmlError(400, 'Throttling', 'Rate exceeded') : role();
    });
    const clients = createAwsClients(
      { region: 'eu-west-1', endpoint: aws.url, credentials: CREDENTIALS },
      listening('ref-1').observer,
    );
    try {
      await createIamPort(createAwsAccess({}, clients), null).getRole('111122223333', 'payments-api', signal);
      expect(aws.received.at(-1)?.headers['user-agent']?.split('question/ref-1')).toHaveLength(2);
    } finally {
      clients.close();
      await aws.close();
    }
  });
});
