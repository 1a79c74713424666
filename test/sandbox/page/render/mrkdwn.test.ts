import { describe, expect, it } from 'vitest';
import { mrkdwn, plainText } from '../../../../src/sandbox/page/render/mrkdwn.ts';
import { type Tree, textOf } from '../../../../src/sandbox/page/render/tree.ts';

const names = { user: (id: string) => (id === 'U1' ? 'avery' : id), channel: () => 'oncall' };

/** Short to write and to read: `strong(…)`, `a[href](…)`. */
function outline(trees: readonly Tree[]): string {
  return trees
    .map((tree) => {
      if (typeof tree === 'string') return tree;
      const address = tree.attributes?.href === undefined ? '' : `[${tree.attributes.href}]`;
      return `${tree.tag}${address}(${outline(tree.children ?? [])})`;
    })
    .join('');
}

describe('mrkdwn', () => {
  it.each([
    ['words', 'words'],
    ['*bold* _it_ ~gone~', 'strong(bold) em(it) s(gone)'],
    ['*bold _and more_*', 'strong(bold em(and more))'],
    ['*`code` in bold*', 'strong(code(code) in bold)'],
    ['a * b * c', 'a * b * c'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['*not\nbold*', '*notbr()bold*'],
    ['`*not bold*`', 'code(*not bold*)'],
    ['`a &lt; b &amp;&amp; c`', 'code(a < b && c)'],
    ['`<http://oidc.eks.amazonaws.com|oidc.eks.amazonaws.com>`', 'code(oidc.eks.amazonaws.com)'],
    ['```\n{ "a": "*b*" }\n```', 'pre({ "a": "*b*" })'],
    ['before ```x``` after', 'before pre(x) after'],
    ['&gt; said\n&gt; more\nanswer', 'blockquote(saidbr()more)answer'],
    ['&lt;b&gt; &amp;lt;', '<b> &lt;'],
    ['<https://x.org/?a=1&amp;b=2|the role>', 'a[https://x.org/?a=1&b=2](the role)'],
    ['<mailto:jane@corp.com|jane@corp.com>', 'a[mailto:jane@corp.com](jane@corp.com)'],
    [
      '<@U1> in <#C1> with <!here> <!subteam^S1|@dev>',
      'span(@avery) in span(#oncall) with span(@here) span(@@dev)',
    ],
    ['<!date^1^{date}|noon>', 'noon'],
    [':warning: arn:aws:iam::1:role/x', '⚠️ arn:aws:iam::1:role/x'],
    ['see https://x.org/a.', 'see a[https://x.org/a](https://x.org/a).'],
  ])('%j', (text, expected) => {
    expect(outline(mrkdwn(text, names))).toBe(expected);
  });

  it('formats a verbatim text too, and leaves only bare addresses alone', () => {
    expect(outline(mrkdwn('*Found* https://x.org `a`', names, true))).toBe(
      'strong(Found) https://x.org code(a)',
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:x', '//evil.example'])(
    'makes no link of %s',
    (address) => {
      expect(outline(mrkdwn(`<${address}|click>`, names))).toBe('span(click)');
    },
  );

  it('keeps every character that is not markup', () => {
    const hostile = '<script>\u202e</script> **__~~ ``` ` <> <|> \ue000 & &amp';
    expect(textOf(mrkdwn(hostile, names))).toContain('& &amp');
    expect(outline(mrkdwn(hostile, names))).not.toMatch(/script\(/);
  });

  it('stays quick and shallow, whatever is sent', () => {
    const begun = performance.now();
    for (const text of [
      '*'.repeat(40_000),
      '*a '.repeat(13_000),
      '*a* '.repeat(10_000),
      '<'.repeat(40_000),
      '`'.repeat(40_000),
    ]) {
      mrkdwn(text, names);
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

describe('plain text', () => {
  it('has emoji where they are wanted, and no markup', () => {
    expect(outline(plainText('*a* :x:\nb', true))).toBe('*a* ❌br()b');
    expect(outline(plainText(':x:', false))).toBe(':x:');
  });
});
