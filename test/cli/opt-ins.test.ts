import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCENARIOS } from '../../src/sandbox/scenarios/list.ts';
import { type CloudPlace, openCloudPlace } from './place.ts';

let place: CloudPlace;

beforeAll(async () => {
  place = await openCloudPlace();
});
afterAll(() => place?.close());

it('check --cloudtrail tells what STS has seen', async () => {
  const plain = await place.run(['check', 'orchard/press', '--output', 'json']);
  expect(JSON.parse(plain.stdout)).toMatchObject({ verdict: 'healthy' });
  const asked = await place.run(['check', 'orchard/press', '--cloudtrail']);
  expect(asked.status).toBe(0);
  expect(asked.stdout).toContain('system:serviceaccount:orchard:press-v2, AccessDenied at ');
  expect(asked.stdout).toMatch(/cloudtrail:LookupEvents +\d/);
});

it.each([
  ['check', ['check', 'fleet/scaler', '--error-file', 'error.txt']],
  ['explain', ['explain', 'error.txt']],
])('%s --decode has the message decoded that the error holds', async (_, args) => {
  const error = SCENARIOS.find(({ id }) => id === 'encoded-reason')?.error ?? '';
  await place.write('error.txt', error);
  const plain = await place.run(args);
  expect(plain.status).toBe(3);
  expect(plain.stdout.replace(/\s+/g, ' ')).toContain(
    'aws sts decode-authorization-message --encoded-message',
  );
  const asked = await place.run([...args, '--decode']);
  expect(asked.status).toBe(1);
  expect(asked.stdout).toContain('Allow ec2:RunInstances on arn:aws:ec2:');
  const message = error.split(' ').at(-1)?.slice(0, 30) ?? error;
  for (const ran of [plain, asked]) expect(ran.stdout + ran.stderr).not.toContain(message);
});

it('check --decode without an error says that there is nothing to decode, and goes on', async () => {
  const ran = await place.run(['check', 'storefront/web', '--decode']);
  expect(ran.status).toBe(0);
  expect(ran.stderr).toContain('--error-file');
});
