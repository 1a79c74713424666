import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS, seededWorld } from '../../src/sandbox/scenarios/list.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import type { Fault } from '../../src/sandbox/world/fault.ts';
import { diagnosisSchema, type JsonDiagnosis } from './diagnosis-schema.ts';
import { type CloudPlace, openCloudPlace } from './place.ts';

/** What the command line promises to scripts. */
const STATUS = { healthy: 0, 'at-risk': 0, broken: 1, unknown: 3 } as const;
/** The first scenario of each verdict and, where something is wrong, of each part of the chain that it is wrong in. */
const ONE_OF_EACH = SCENARIOS.filter((one, index) => SCENARIOS.findIndex(isLike(one)) === index);

const world = seededWorld();
let place: CloudPlace;
beforeAll(async () => {
  place = await openCloudPlace(world);
});
afterAll(() => place?.close());

/** Checks and parses; whatever else stands on stdout or stderr fails the test. */
async function diagnose(...args: readonly string[]): Promise<{ status: number | null; said: JsonDiagnosis }> {
  return diagnoseWith(undefined, ...args);
}

/** The same with an error on stdin. */
async function diagnoseWith(
  error: string | undefined,
  ...args: readonly string[]
): Promise<{ status: number | null; said: JsonDiagnosis }> {
  const pasted = error === undefined ? [] : ['--error-file', '-'];
  const { status, stdout, stderr } = await place.run(
    ['check', ...args, ...pasted, '--output', 'json'],
    error === undefined ? {} : { stdin: error },
  );
  expect(stderr).toBe('');
  expect(stdout.endsWith('}\n')).toBe(true);
  return { status, said: diagnosisSchema.parse(JSON.parse(stdout)) };
}

describe('check', () => {
  it.each(ONE_OF_EACH)(
    '$verdict, $breaks ($id): the exit status, and JSON of the promised schema',
    async (scenario) => {
      const { cluster, namespace, serviceAccount, verdict, isTold, error } = scenario;
      const { status, said } = await diagnoseWith(
        isTold ? error : undefined,
        `${namespace}/${serviceAccount}`,
        '--cluster',
        cluster,
      );
      expect(said).toMatchObject({
        verdict,
        cause: verdict === 'broken' ? expect.any(String) : null,
        target: { cluster, namespace, serviceAccount },
      });
      expect(status).toBe(STATUS[verdict]);
    },
  );

  it('has every verdict among them', () => {
    expect(new Set(ONE_OF_EACH.map(({ verdict }) => verdict))).toEqual(new Set(Object.keys(STATUS)));
  });

  it('shows the corrected policy with its proof and its commands', async () => {
    const { said } = await diagnose('payments/api');
    const fix = said.fixes[said.findings.find(({ id }) => id === said.cause)?.fix ?? -1];
    expect(fix).toMatchObject({
      kind: 'trust-policy',
      proof: { before: 'implicitDeny', after: 'allowed', lost: [] },
    });
    expect(JSON.stringify(fix?.document)).toContain('system:serviceaccount:payments:api');
    expect(fix?.diff).toMatch(/^-.*system:serviceaccount:payment:api/m);
    expect(fix?.commands.map(({ tool }) => tool)).toContain('aws');
  });

  it('prints text where nothing else is asked for: verdict first, no colour in a pipe, one final line break', async () => {
    const { status, stdout, stderr } = await place.run(['check', 'payments/api']);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^✗ Broken {2}payments\/api on prod-eu\n/);
    expect(stdout).toContain('  expected  system:serviceaccount:payments:api\n');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it('keeps standard output to the result even where the log is loud', async () => {
    const { stdout } = await place.run(['check', 'storefront/web', '-o', 'json'], {
      env: { LOG_LEVEL: 'trace', DEBUG: '*', NODE_DEBUG: 'http' },
    });
    expect(diagnosisSchema.parse(JSON.parse(stdout)).verdict).toBe('healthy');
  });
});

describe('what cannot be read', () => {
  afterEach(() => void world.faults.splice(0));

  it.each<[string, Fault, RegExp]>([
    ['the API server is down', { api: 'kubernetes:*', kind: 'unavailable' }, /kubectl get --raw \/readyz/],
    ['AWS is down', { api: 'iam:*', kind: 'unavailable' }, /in a minute.*health\.aws\.amazon\.com/],
  ])('is told with what to do next, once, where %s', async (_what, fault, step) => {
    world.faults.push(fault);
    const { status, said } = await diagnose('storefront/web');
    expect(status).toBe(3);
    expect(said.next).toEqual([expect.stringMatching(step)]);
    expect(said.findings.some(({ explanation }) => step.test(explanation))).toBe(false);
    const { stdout } = await place.run(['check', 'storefront/web']);
    expect(stdout.match(/^To find out: /gm)).toHaveLength(1);
    expect(stdout).not.toMatch(/not known +not known/i);
  });

  it('names the permission alone where one is lacking', async () => {
    world.faults.push({ api: 'iam:*', kind: 'denied' });
    const { said } = await diagnose('storefront/web');
    expect(said.summary).toContain('grant iam:');
    expect(said.next).toEqual([]);
  });

  it('bears a title that nobody takes for a fact', async () => {
    world.faults.push({ api: 'iam:*', kind: 'denied' });
    const { said } = await diagnose('storefront/web');
    const titles = said.findings.filter(({ status }) => status === 'unknown').map(({ title }) => title);
    expect(titles).toContain('Not known: whether the role exists');
    expect(titles.filter((title) => !title.startsWith('Not known: whether '))).toEqual([]);
  });
});

describe('the cluster', () => {
  it.each([
    ['an EKS name', ['warehouse/picker', '--cluster', 'staging'], 'staging'],
    [
      'an EKS ARN, which is also the name of the context',
      ['warehouse/picker', '--cluster', 'arn:aws:eks:us-east-1:111122223333:cluster/staging'],
      'staging',
    ],
    ['a word after the service account, as in Slack', ['warehouse/picker', 'staging'], 'staging'],
    ['nothing: the current context', ['storefront/web'], 'prod-eu'],
  ])('is found by %s', async (_how, args, cluster) => {
    const { status, said } = await diagnose(...args);
    expect(said).toMatchObject({ verdict: 'healthy', target: { cluster } });
    expect(status).toBe(0);
  });

  it('is found by the name of a context that tells nothing else', async () => {
    const arn = 'arn:aws:eks:us-east-1:111122223333:cluster/staging';
    const renamed = place.cloud.kubeconfig.replaceAll(arn, 'lab').replace(/^current-context: .*$/m, '');
    const KUBECONFIG = await place.write('renamed', renamed);
    const { status, stdout } = await place.run(
      ['check', 'warehouse/picker', '--cluster', 'lab', '-o', 'json'],
      { env: { KUBECONFIG, AWS_REGION: 'us-east-1' } },
    );
    const said = diagnosisSchema.parse(JSON.parse(stdout));
    expect(said).toMatchObject({ verdict: 'healthy', target: { accountId: '111122223333' } });
    expect(status).toBe(0);
  });

  it('is found with AWS credentials alone, without any kubeconfig', async () => {
    const { status, stdout } = await place.run(
      ['check', 'storefront/web', '--cluster', 'prod-eu', '-o', 'json'],
      { env: { KUBECONFIG: '' } },
    );
    expect(diagnosisSchema.parse(JSON.parse(stdout)).verdict).toBe('healthy');
    expect(status).toBe(0);
  });

  it('is wrong usage where nobody knows it, and the known ones are named', async () => {
    const ran = await place.run(['check', 'payments/api', '--cluster', 'prod-ue']);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^No cluster is called "prod-ue".*prod-eu.*\n$/);
  });
});

describe('the pod', () => {
  it('is looked at alone where one is named', async () => {
    const all = await diagnose('imports/loader');
    const pod = /loader-\w+-\w+/.exec(
      all.said.findings.find(({ id }) => id === all.said.cause)?.actual ?? '',
    );
    const one = await diagnose('imports/loader', '--pod', pod?.[0] ?? 'none');
    expect(one).toMatchObject({
      status: 1,
      said: { cause: all.said.cause, target: { pod: pod?.[0] } },
    });
    expect(one.said.findings.find(({ id }) => id === one.said.cause)?.actual).not.toContain('2 of 2');
  });

  it('leaves the verdict unknown where there is none of that name', async () => {
    const { status, said } = await diagnose('storefront/web', '--pod', 'web-long-gone');
    expect(status).toBe(3);
    expect(said).toMatchObject({ verdict: 'unknown', summary: expect.stringContaining('web-long-gone') });
  });
});

describe('the error that the application printed', () => {
  const denied =
    'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';

  it.each([
    ['a file', async () => ({ args: ['--error-file', await place.write('error.txt', denied)], stdin: '' })],
    ['standard input', async () => ({ args: ['--error-file', '-'], stdin: denied })],
  ])('is read from %s', async (_where, prepare) => {
    const { args, stdin } = await prepare();
    const ran = await place.run(['check', 'payments/api', ...args, '-o', 'json'], { stdin });
    expect(ran).toMatchObject({ status: 1, stderr: '' });
    expect(diagnosisSchema.parse(JSON.parse(ran.stdout)).cause).toBe('trust.subject-mismatch');
  });

  it('is left aside, and that is said, where it holds no error of AWS', async () => {
    const file = await place.write('weather.txt', 'sunny, with some clouds');
    const ran = await place.run(['check', 'storefront/web', '--error-file', file]);
    expect(ran.status).toBe(0);
    expect(ran.stderr).toMatch(/weather\.txt holds no AWS error that I know; .*\n$/);
  });

  it('is wrong usage where the file is not there', async () => {
    const ran = await place.run(['check', 'payments/api', '--error-file', 'no-such-file']);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^There is no file "no-such-file": .*\n$/);
  });
});

function isLike(one: Scenario): (other: Scenario) => boolean {
  const part = (id: string | null) => id?.split('.')[0];
  return ({ verdict, breaks }) => verdict === one.verdict && part(breaks) === part(one.breaks);
}
