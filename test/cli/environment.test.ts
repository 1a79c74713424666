import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosisSchema } from './diagnosis-schema.ts';
import { type CloudPlace, openCloudPlace, openPlace, type Place } from './place.ts';

const NO_METADATA = { AWS_EC2_METADATA_DISABLED: 'true' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };
/** Nobody listens there: the discard service's port. */
const NOBODY = '127.0.0.1:9';

let bare: Place;
let place: CloudPlace;
beforeAll(async () => {
  [bare, place] = await Promise.all([openPlace(), openCloudPlace()]);
});
afterAll(async () => {
  await place?.close();
  await bare?.close();
});

describe('without an environment to work in', () => {
  it('says in one sentence what to set, where nothing is set at all', async () => {
    const ran = await bare.run(['check', 'payments/api', '-o', 'json'], { env: NO_METADATA });
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toMatch(/^No cluster can be reached: set KUBECONFIG.*\.\n$/);
  });

  it('says so where the kubeconfig that is named is not there', async () => {
    const ran = await bare.run(['check', 'payments/api'], {
      env: { ...NO_METADATA, KUBECONFIG: '/nowhere/kubeconfig' },
    });
    expect(ran).toMatchObject({ status: 4, stdout: '' });
    expect(ran.stderr).toMatch(/^[^\n]*\/nowhere\/kubeconfig[^\n]*\n$/);
  });

  it('ends with 4 where no call of all got through, and still prints which ones it tried', async () => {
    const dead = place.cloud.kubeconfig.replaceAll(/server: .*/g, `server: https://${NOBODY}`);
    const KUBECONFIG = await place.write('dead', dead);
    const ran = await place.run(['check', 'payments/api', '-o', 'json'], {
      env: { KUBECONFIG, AWS_ENDPOINT_URL: `http://${NOBODY}` },
    });
    const { verdict, calls } = diagnosisSchema.parse(JSON.parse(ran.stdout));
    expect(verdict).toBe('unknown');
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    expect(ran.status).toBe(4);
  });

  it('ends with 3 where the cluster answers and AWS cannot be asked', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...env } = place.env;
    expect(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY).toBeTruthy();
    const ran = await bare.run(['check', 'payments/api', '-o', 'json'], { env });
    const said = diagnosisSchema.parse(JSON.parse(ran.stdout));
    expect(said).toMatchObject({ verdict: 'unknown', summary: expect.stringMatching(/AWS credentials/i) });
    expect(ran.status).toBe(3);
  });

  it('ends with 4 and the reason where the port is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    try {
      const ran = await bare.run(['start'], {
        env: { ...SLACK, ADMIN_PORT: String(port), PORT: '0', LOG_LEVEL: 'silent' },
      });
      expect(ran).toMatchObject({ status: 4, stdout: '' });
      expect(ran.stderr).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*\\n$`));
    } finally {
      taken.close();
    }
  });
});

describe('wrong settings', () => {
  it('are all told at once, with the file, the place and what to write', async () => {
    const file = [
      'clusters:',
      '  - eks: { name: prod }',
      '  - name: lab',
      '    kubernetes: { auth: token }',
      '    asumeRole: none',
      'accounts:',
      '  "44": { assumeRole: arn:aws:iam::444455556666:role/irsa-doctor-read }',
      '  "444455556666": { assumeRole: irsa-doctor-read }',
    ].join('\n');
    const IRSA_DOCTOR_CONFIG = await bare.write('broken.yaml', file);
    const ran = await bare.run(['check', 'payments/api'], {
      env: { IRSA_DOCTOR_CONFIG, LOG_LEVEL: 'loud', REDIS_URL: 'localhost' },
    });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    const lines = ran.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(line).toMatch(/write/);
    for (const what of [
      'clusters[0].name',
      'clusters[0].eks.region',
      'clusters[1].kubernetes',
      'clusters[1]: asumeRole',
      'accounts.44: ',
      'accounts.444455556666.assumeRole',
      'LOG_LEVEL',
      'REDIS_URL',
    ]) {
      expect(
        lines.filter((line) => line.includes(what)),
        what,
      ).toHaveLength(1);
    }
  });

  it('are told of irsa-doctor.yaml in the working directory, which needs no naming', async () => {
    const here = await openPlace();
    try {
      await here.write('irsa-doctor.yaml', 'clusters: [');
      const ran = await here.run(['check', 'payments/api']);
      expect(ran).toMatchObject({ status: 2, stdout: '' });
      expect(ran.stderr).toMatch(/^irsa-doctor\.yaml is not valid YAML: .*line 1.*\n$/);
    } finally {
      await here.close();
    }
  });

  it.each([
    ['start', ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT', 'ADMIN_PORT']],
    ['bot', ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'PORT', 'REDIS_URL', 'ADMIN_PORT']],
    ['worker', ['SLACK_BOT_TOKEN', 'PORT', 'REDIS_URL', 'ADMIN_PORT']],
  ])('keep %s from starting, and each is named', async (side, names) => {
    const ran = await bare.run([side], { env: { PORT: 'http', ADMIN_PORT: '70000' } });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr.match(/^[A-Z_]+/gm)).toEqual(names);
  });
});
