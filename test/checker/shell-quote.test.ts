import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteForShell, shellOption } from '../../src/checker/shell-quote.ts';

describe('quoteForShell', () => {
  it('leaves plain words as they are', () => {
    expect(quoteForShell('arn:aws:iam::111122223333:role/a+b=c,d.@e')).toBe(
      'arn:aws:iam::111122223333:role/a+b=c,d.@e',
    );
  });

  it.each([
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$(reboot)', "'$(reboot)'"],
    ['~', "'~'"],
  ])('quotes %j', (value, word) => {
    expect(quoteForShell(value)).toBe(word);
  });

  it('is read back by a real shell, whatever the value', () => {
    const values = fc
      .sample(fc.string({ unit: 'grapheme', maxLength: 40 }), 200)
      .filter((value) => !value.includes('\0'));
    values.push("'", "''", "\\'", 'a\nb', '`id`', '!!', '#x', '-n', '*', '"', '$HOME', ';&|<>(){}[]');
    const script = `printf '%s\\0' ${values.map(quoteForShell).join(' ')}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(values);
  });
});

describe('shellOption', () => {
  it('joins a value that looks like an option', () => {
    expect(shellOption('--role-name', 'api')).toBe('--role-name api');
    expect(shellOption('--role-name', '-x y')).toBe("--role-name='-x y'");
  });
});
