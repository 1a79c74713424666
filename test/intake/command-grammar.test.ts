import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/intake/command-grammar.ts';

const api = { namespace: 'payments', serviceAccount: 'api', cluster: null, pod: null };

function messageOf(text: string): string {
  const command = parseCommand(text);
  return command.kind === 'invalid' ? command.message : `(understood as ${command.kind})`;
}

describe('a check', () => {
  it.each([
    ['check payments/api', api],
    ['payments/api', api],
    ['  Check   payments/api  ', api],
    ['/irsa check payments/api', api],
    ['check payments/api prod-eu', { ...api, cluster: 'prod-eu' }],
    ['payments/api prod-eu', { ...api, cluster: 'prod-eu' }],
    ['check payments/api --cluster prod-eu', { ...api, cluster: 'prod-eu' }],
    ['check payments/api --cluster=prod-eu --pod=api-0', { ...api, cluster: 'prod-eu', pod: 'api-0' }],
    ['check --cluster prod-eu payments/api', { ...api, cluster: 'prod-eu' }],
    ['payments/api cluster=prod-eu pod=api-0', { ...api, cluster: 'prod-eu', pod: 'api-0' }],
    ['check payments/api \u2014cluster prod-eu', { ...api, cluster: 'prod-eu' }],
    ['check payments/api \u2013pod api-0', { ...api, pod: 'api-0' }],
    ['check `payments/api` \u201Cprod-eu\u201D', { ...api, cluster: 'prod-eu' }],
    ['*check* _payments/api_.', api],
    ['check pay\u200Bments/api\u00A0prod-eu', { ...api, cluster: 'prod-eu' }],
    ['check payments/<http://api.v2|api.v2>', { ...api, serviceAccount: 'api.v2' }],
    ['check system:serviceaccount:payments:api', api],
    ['system:serviceaccount:payments:api prod', { ...api, cluster: 'prod' }],
    [
      'check payments/api arn:aws:eks:eu-west-1:111122223333:cluster/prod',
      { ...api, cluster: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod' },
    ],
    [
      'check payments/api <mailto:jo@prod.eu-west-1.eksctl.io|jo@prod.eu-west-1.eksctl.io>',
      { ...api, cluster: 'jo@prod.eu-west-1.eksctl.io' },
    ],
  ])('reads %j', (text, target) => {
    expect(parseCommand(text)).toEqual({ kind: 'check', target });
  });

  it('keeps the service account that somebody names before an error', () => {
    const text = 'check payments/api\nAccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity';
    expect(parseCommand(text)).toEqual({ kind: 'check', target: api });
  });
});

describe('other commands', () => {
  it.each(['', '   ', 'help', 'HELP', '?', '--help', '`help`'])('shows help for %j', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'help' });
  });

  it.each([
    ['explain what is this', 'what is this'],
    ['Explain: AccessDenied', 'AccessDenied'],
    ['explain\n```\nsome log\n```', '```\nsome log\n```'],
  ])('explains what follows in %j', (text, expected) => {
    expect(parseCommand(text)).toEqual({ kind: 'explain', text: expected });
  });

  it('explains an error without being told to, as it was pasted', () => {
    const text = '```AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity```';
    expect(parseCommand(text)).toEqual({ kind: 'explain', text });
  });

  it('explains an error in a paste of any length', () => {
    const log = 'GET /healthz 200\n'.repeat(2000);
    const text = `${log}AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity`;
    expect(parseCommand(text)).toEqual({ kind: 'explain', text });
  });

  it('does not take a log prefix that looks like a target for one', () => {
    const text = 'payments/api-7f An error occurred (InvalidIdentityToken): Incorrect token audience';
    expect(parseCommand(text).kind).toBe('explain');
  });
});

describe('a mistake', () => {
  it.each([
    ['check', '`check` needs a service account: write `check namespace/serviceaccount`'],
    ['check foo', '"foo" is one name, and a check needs two: write `check namespace/serviceaccount`'],
    ['check payments/api/extra', '"payments/api/extra" has 3 parts'],
    ['payments/api/extra', '"payments/api/extra" has 3 parts'],
    ['check Payments/api', 'The namespace "Payments" has capital letters'],
    ['check Payments/api', 'write `check payments/api`.'],
    ['check payments/API', 'The service account "API" has capital letters'],
    ['check pay_ments/api', 'The namespace "pay_ments" is not a name that Kubernetes allows'],
    ['check payments/-api', 'The service account "-api" is not a name that Kubernetes allows'],
    ['check payments/', 'The service account is missing'],
    ['check /api', 'The namespace is missing'],
    [`check ${'n'.repeat(64)}/api`, 'has 64 characters, and Kubernetes allows 63'],
    [`check payments/${'n'.repeat(254)}`, 'has 254 characters, and Kubernetes allows 253'],
    ['check payments/api prod;eu', 'The cluster "prod;eu" can have'],
    ['check payments/api --pod Api', 'The pod "Api" has capital letters'],
    ['check payments/api prod eu', '"eu" is one word too many'],
    ['check payments/api other/worker', '"other/worker" is a second service account'],
    ['check payments/api a --cluster b', 'Two clusters are named, "a" and "b"'],
    ['check payments/api --cluster', '`--cluster` needs a name after it'],
    ['check payments/api --cluster --pod x', '`--cluster` needs a name after it'],
    ['check payments/api --pod a --pod b', '`--pod` is given twice'],
    ['check payments/api --region eu-west-1', '"--region" is not an option that I know'],
    ['chekc payments/api', 'but `check` is'],
    ['exlpain this', 'but `explain` is: write `explain` and the error text after it'],
    ['hepl', 'but `help` is'],
    ['deploy', '"deploy" is not a command that I know: write `check namespace/serviceaccount`'],
    ['explain', '`explain` needs an error'],
    ['audit payments/api', 'an audit is of a namespace: write `check payments/api`, or `audit payments`'],
    ['check pay\u0007ments/api', 'That holds control characters'],
    ['x'.repeat(10_001), 'That is 10001 characters long'],
  ])('in %j is told in words', (text, expected) => {
    expect(messageOf(text)).toContain(expected);
  });

  it('never repeats a broadcast in the form that Slack acts on', () => {
    for (const text of [
      '<!channel>',
      '&lt;!channel&gt;',
      'check <!here>/<!everyone>',
      'check &amp;lt;!channel&amp;gt;',
    ]) {
      expect(messageOf(text)).not.toMatch(/<!|&lt;/);
    }
  });

  it('is told in one short sentence, whatever was typed', () => {
    const words = fc.constantFrom(
      'check',
      'a/b',
      '/',
      '--cluster',
      '--pod=',
      '\u2014',
      '<!here>',
      '"',
      '\u0000',
      'Ä',
      '.',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const command = parseCommand(text);
        if (command.kind !== 'invalid') return;
        expect(command.message).toMatch(/\.$/);
        expect(command.message.length).toBeLessThan(400);
        expect(command.message).not.toMatch(/<!|[\n\p{Cc}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
