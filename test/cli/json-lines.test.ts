import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPlace, type Place } from './place.ts';
import { startProgram } from './run-program.ts';

const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/D753767F7E09C0996D81E7A846DE1902';
const HOST = ISSUER.slice('https://'.length);

/** One line of `trust eval`: a policy that lets `allowed` in, and who asks. */
function caseOf(id: unknown, allowed: string, sub = 'system:serviceaccount:payments:api') {
  return {
    id,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${HOST}:sub`]: allowed, [`${HOST}:aud`]: 'sts.amazonaws.com' } },
        },
      ],
    },
    accountId: '111122223333',
    issuer: ISSUER,
    sub,
    aud: 'sts.amazonaws.com',
  };
}
const RIGHT = 'system:serviceaccount:payments:api';
const WRONG = 'system:serviceaccount:payment:api';

const answerSchema = z.looseObject({ id: z.unknown() });
const parseLines = (stdout: string) =>
  stdout === ''
    ? []
    : stdout
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => answerSchema.parse(JSON.parse(line)));

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place?.close());

async function answers(args: readonly string[], stdin: string) {
  const ran = await place.run([...args, '--jsonl'], { stdin });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return parseLines(ran.stdout);
}

describe('JSON lines', () => {
  it('are answered one for one, in order, each under its id', async () => {
    const lines = [caseOf('a', RIGHT), caseOf(2, WRONG), caseOf(null, RIGHT), caseOf({ run: 4 }, WRONG)];
    const said = await answers(['trust', 'eval'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(said.map(({ id, decision }) => [id, decision])).toEqual([
      ['a', 'allowed'],
      [2, 'implicitDeny'],
      [null, 'allowed'],
      [{ run: 4 }, 'implicitDeny'],
    ]);
    for (const one of said) expect(Object.keys(one)).toEqual(['id', 'decision', 'failing', 'reasons']);
    expect(said[0]?.failing).toBeNull();
    expect(said[1]?.failing).toMatchObject({
      statement: 0,
      element: 'Condition',
      operator: 'StringEquals',
      key: `${HOST}:sub`,
      actual: expect.anything(),
      expected: expect.anything(),
    });
  });

  it('that are not understood get an error under their id, and the rest goes on', async () => {
    const { trustPolicy: _, ...withoutPolicy } = caseOf('no-policy', RIGHT);
    const lines = [
      'this is no JSON',
      '{"id":"cut"',
      '[]',
      '"text"',
      'null',
      JSON.stringify(withoutPolicy),
      JSON.stringify({ ...caseOf('number', RIGHT), accountId: 111122223333 }),
      `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      JSON.stringify(caseOf('last', RIGHT)),
    ];
    const said = await answers(['trust', 'eval'], lines.join('\n'));
    expect(said.map(({ id }) => id)).toEqual([
      null,
      null,
      null,
      null,
      null,
      'no-policy',
      'number',
      null,
      'last',
    ]);
    for (const one of said.slice(0, -1)) {
      expect(Object.keys(one)).toEqual(['id', 'error']);
      expect(one.error).toMatch(/^[^\n]{10,200}$/);
    }
    expect(said.at(-1)).toMatchObject({ decision: 'allowed' });
  });

  it('correct policies one for one, with proof or reason', async () => {
    const lines = [caseOf('broken', WRONG), caseOf('fine', RIGHT)];
    const said = await answers(['trust', 'fix'], lines.map((line) => JSON.stringify(line)).join('\n'));
    for (const one of said) expect(Object.keys(one)).toEqual(['id', 'proposed', 'edits', 'proof', 'reason']);
    expect(said[0]).toMatchObject({ id: 'broken', reason: null, proof: { after: 'allowed', lost: [] } });
    expect(JSON.stringify(said[0]?.proposed)).toContain(RIGHT);
    expect(said[1]).toMatchObject({ id: 'fine', proposed: null, reason: expect.any(String) });
  });

  it('explain errors without a call to anybody', async () => {
    const lines = ['AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity', 'it rains'];
    const said = await answers(['explain'], lines.map((text, id) => JSON.stringify({ id, text })).join('\n'));
    expect(said).toMatchObject([
      { id: 0, kind: 'assume-web-identity-denied' },
      { id: 1, kind: 'not-relevant' },
    ]);
  });

  it('may be none, or empty', async () => {
    expect(await answers(['trust', 'eval'], '')).toEqual([]);
    expect(await answers(['explain'], '\n\r\n  \n')).toEqual([]);
  });

  it('may end as Windows ends them, begin with a byte order mark, and hold line separators within strings', async () => {
    const lines = ['x\u2028y', 'x\u2029y', 'xé🎉y'].map((text, id) => JSON.stringify({ id, text }));
    const said = await answers(['explain'], `\uFEFF${lines.join('\r\n')}\r\n`);
    expect(said.map(({ id, kind }) => [id, kind])).toEqual([
      [0, 'not-relevant'],
      [1, 'not-relevant'],
      [2, 'not-relevant'],
    ]);
  });

  it('come from a file as from standard input', async () => {
    const file = await place.write('cases.jsonl', `${JSON.stringify(caseOf('a', RIGHT))}\n`);
    expect(await answers(['trust', 'eval', file], '')).toMatchObject([{ id: 'a', decision: 'allowed' }]);
    const ran = await place.run(['trust', 'eval', 'no-such-file', '--jsonl']);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^There is no file "no-such-file"/);
  });

  it('may be five thousand', async () => {
    const lines = Array.from({ length: 5_000 }, (_, id) => caseOf(id, id % 2 === 0 ? RIGHT : WRONG));
    const said = await answers(['trust', 'eval'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(said.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    expect(said.filter(({ decision }) => decision === 'allowed')).toHaveLength(2_500);
  });

  it('may be five megabytes long', async () => {
    const long = JSON.stringify({ id: 'long', text: 'AccessDenied '.repeat(400_000) });
    expect(long.length).toBeGreaterThan(5_000_000);
    const said = await answers(['explain'], `${long}\n{"id":"next","text":"it rains"}\n`);
    expect(said.map(({ id, error }) => [id, error])).toEqual([
      ['long', undefined],
      ['next', undefined],
    ]);
  });

  it('are answered while they come, and end quietly when nobody reads any more', async () => {
    const child = startProgram(['explain', '--jsonl'], { cwd: place.directory });
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('start it with pipes');
    let complaints = '';
    stderr.on('data', (chunk) => {
      complaints += String(chunk);
    });
    // As with `| head -1` behind an input that never ends.
    stdin.on('error', () => {});
    stdin.write('{"id":1,"text":"it rains"}\n');
    const [first] = await once(stdout, 'data');
    expect(String(first)).toMatch(/^\{"id":1,"kind":"not-relevant"/);
    const exited = once(child, 'exit');
    stdout.destroy();
    stdin.write('{"id":2,"text":"it pours"}\n'.repeat(2_000));
    await exited;
    expect(child).toMatchObject({ exitCode: 0, signalCode: null });
    expect(complaints).toBe('');
  });
});

describe('a single case', () => {
  it.each([
    ['allowed', caseOf(undefined, RIGHT), 0],
    ['implicitDeny', caseOf(undefined, WRONG), 1],
    ['malformed', { ...caseOf(undefined, RIGHT), trustPolicy: 'not a policy' }, 1],
  ])('is %s, and the exit status says so', async (decision, one, status) => {
    const ran = await place.run(['trust', 'eval'], { stdin: `\uFEFF${JSON.stringify(one, null, 2)}` });
    expect(ran).toMatchObject({ status, stderr: '' });
    const said = JSON.parse(ran.stdout);
    expect(said).toMatchObject({ decision });
    expect(said).not.toHaveProperty('id');
  });

  it('may leave the audience out, which then is that of STS', async () => {
    const { aud: _, ...one } = caseOf('a', RIGHT);
    const ran = await place.run(['trust', 'eval', await place.write('case.json', JSON.stringify(one))]);
    expect(ran.status).toBe(0);
  });

  it('is corrected and proven', async () => {
    const ran = await place.run(['trust', 'fix'], { stdin: JSON.stringify(caseOf('a', WRONG)) });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const { proposed, proof } = JSON.parse(ran.stdout);
    expect(proof).toMatchObject({ before: 'implicitDeny', after: 'allowed', lost: [] });
    const again = await place.run(['trust', 'eval'], {
      stdin: JSON.stringify({ ...caseOf('a', RIGHT), trustPolicy: proposed }),
    });
    expect(again.status).toBe(0);
  });

  it.each([
    ['no JSON', 'hello', /is not JSON/],
    ['nothing', '', /is not JSON/],
    ['JSON lines without --jsonl', '{"id":1}\n{"id":2}\n', /--jsonl/],
    ['another object', '{"policy":{}}', /trustPolicy/],
    ['no object', '[1]', /object/],
  ])('that is %s is wrong usage, and what to write is said', async (_what, stdin, complaint) => {
    const ran = await place.run(['trust', 'eval'], { stdin });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(complaint);
    expect(ran.stderr).toMatch(/^[^\n]*Write \{ "trustPolicy"[^\n]*\n$/);
  });
});
