import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosisSchema } from './diagnosis-schema.ts';
import { type CloudPlace, openCloudPlace } from './place.ts';

const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
const NAMED = `namespace=payments serviceaccount=api level=error msg="${DENIED}"`;

let place: CloudPlace;
beforeAll(async () => {
  place = await openCloudPlace();
});
afterAll(() => place?.close());

describe('explain', () => {
  it.each([
    ['a file', async () => ({ args: [await place.write('error.txt', NAMED)] })],
    ['standard input', async () => ({ args: [], stdin: NAMED })],
    ['standard input called -', async () => ({ args: ['-'], stdin: NAMED })],
  ])('diagnoses the service account that an error in %s names', async (_where, prepare) => {
    const { args, ...input } = await prepare();
    const ran = await place.run(['explain', ...args, '-o', 'json'], input);
    expect(ran).toMatchObject({ status: 1, stderr: '' });
    expect(diagnosisSchema.parse(JSON.parse(ran.stdout))).toMatchObject({
      cause: 'trust.subject-mismatch',
      target: { namespace: 'payments', serviceAccount: 'api' },
    });
  });

  it('says beside the result, not in it, what the error means', async () => {
    const ran = await place.run(['explain'], { stdin: NAMED });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/trust policy/);
    expect(ran.stdout).toMatch(/^✗ Broken {2}payments\/api on prod-eu\n/);
  });

  it('looks into the cluster that is named', async () => {
    const stdin = NAMED.replace('payments', 'warehouse').replace('=api', '=picker');
    const ran = await place.run(['explain', '--cluster', 'staging', '-o', 'json'], { stdin });
    expect(diagnosisSchema.parse(JSON.parse(ran.stdout))).toMatchObject({
      // The trust policy is in order, which contradicts the error.
      verdict: 'at-risk',
      target: { cluster: 'staging' },
    });
    expect(ran.status).toBe(0);
  });

  it('explains an error that names nobody, and says what to type next in the words of a shell', async () => {
    const ran = await place.run(['explain'], { stdin: DENIED });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/trust\s+policy/);
    expect(ran.stdout).toMatch(/`irsa-doctor check namespace\/serviceaccount`/);
    expect(ran.stdout).not.toContain('@irsa');
    expect(ran.stdout).toMatch(/[^\n]\n$/);
  });

  it('says so where the text holds no error of AWS', async () => {
    const ran = await place.run(['explain', '-o', 'json'], { stdin: 'it rains' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      kind: 'not-relevant',
      meaning: expect.stringMatching(/no error/),
      next: expect.stringMatching(/Paste the whole error/),
    });
  });

  it('calls nobody with --parse-only, and prints every promised member, null where the text does not say', async () => {
    const before = place.cloud.requests.length;
    const ran = await place.run(['explain', '--parse-only', '-o', 'json'], { stdin: NAMED });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      kind: 'assume-web-identity-denied',
      code: 'AccessDenied',
      action: 'sts:AssumeRoleWithWebIdentity',
      principalArn: null,
      roleName: null,
      accountId: null,
      sessionName: null,
      nodeRole: false,
      roleArn: null,
      namespace: 'payments',
      serviceAccount: 'api',
      resource: null,
      requestId: null,
      issuer: null,
      denyReason: null,
    });
    expect(place.cloud.requests.length).toBe(before);
  });

  it('takes a paste of any length, and one with a byte order mark', async () => {
    const stdin = `\uFEFF${'noise and more noise\n'.repeat(100_000)}${NAMED}\n`;
    const ran = await place.run(['explain', '--parse-only', '-o', 'json'], { stdin });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toHaveProperty('kind');
  });

  it('tells whoever gives the error itself, as in Slack, how to give it here', async () => {
    const ran = await place.run(['explain', DENIED]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^There is no file "An error occurred.{1,60}": .*pipe the text.*\n$/);
  });

  it('cannot read a directory, and says so', async () => {
    const ran = await place.run(['explain', place.directory]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/cannot be read \(EISDIR\)/);
  });
});
