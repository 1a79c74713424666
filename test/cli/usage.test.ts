import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place?.close());

describe('help', () => {
  const commands = [
    'check',
    'explain',
    'trust',
    'trust eval',
    'trust fix',
    'start',
    'bot',
    'worker',
    'self-check',
    'demo',
  ];

  it('of the program lists every command in few words, its exit statuses, and where to begin', async () => {
    const ran = await place.run(['--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const listed = ran.stdout.slice(ran.stdout.indexOf('Commands:'), ran.stdout.indexOf('Examples:'));
    for (const command of commands.filter((one) => !one.includes(' ')))
      expect(listed).toMatch(new RegExp(`^  ${command} .*\\S`, 'm'));
    expect(ran.stdout).toContain('irsa-doctor check payments/api\n');
    expect(ran.stdout).toMatch(/Exit status:\n {2}0 .*\n {2}1 {2}broken\n {2}2 .*\n {2}3 .*\n {2}4 .*/);
  });

  it.each(commands)('of %s says what it does, to standard output', async (command) => {
    const ran = await place.run([...command.split(' '), '--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(new RegExp(`^Usage: irsa-doctor ${command}\\b`));
    expect(ran.stdout).toMatch(/ -h, --help /);
    expect(ran.stdout).not.toMatch(/default: false|undefined/);
  });

  it('tells the version of the package', async () => {
    const ran = await place.run(['--version']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^irsa-doctor \d+\.\d+\.\d+\n$/);
  });
});

describe('wrong usage', () => {
  it.each([
    ['no command', [], /^Usage: /],
    ['no command of trust', ['trust'], /^Usage: /],
    ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'/],
    ['a misspelt command', ['chekc', 'a/b'], /Did you mean check\?/],
    ['a misspelt option', ['check', 'a/b', '--pdo', 'x'], /Did you mean --pod\?/],
    ['no service account', ['check'], /missing required argument 'namespace\/serviceaccount'/],
    ['one name', ['check', 'payments'], /"payments" is one name, .*write `check namespace\/serviceaccount`/],
    ['three names', ['check', 'a/b/c'], /"a\/b\/c" has 3 parts/],
    ['a name in capitals', ['check', 'Payments/Api'], /capital letters.*write `check payments\/api`/],
    ['an empty name', ['check', 'payments/'], /service account is missing/],
    ['a name that Kubernetes forbids', ['check', 'pay_ments/api'], /namespace "pay_ments" is not a name/],
    ['a name of 10,000 letters', ['check', `payments/${'a'.repeat(10_000)}`], /has 10000 characters/],
    ['control characters', ['check', 'payments/\u001b[31mapi'], /is not a name that Kubernetes allows/],
    ['a cluster of two words', ['check', 'a/b', '--cluster', 'c d'], /cluster "c d" can have letters/],
    ['two clusters', ['check', 'a/b', 'c', '--cluster', 'd'], /Two clusters are named/],
    ['no name after an option', ['check', 'a/b', '--pod', ''], /`--pod` needs a name/],
    ['a second service account', ['check', 'a/b', 'c/d'], /"c\/d" is a second service account/],
    ['a word too many', ['check', 'a/b', 'c', 'd'], /too many arguments/],
    ['another format', ['check', 'a/b', '-o', 'xml'], /Allowed choices are text, json/],
  ])('%s: exit status 2, nothing on standard output, and what to write', async (_what, args, complaint) => {
    const ran = await place.run(args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(complaint);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey is what must not be there
    expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
