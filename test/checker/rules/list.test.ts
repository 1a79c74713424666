import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/checker/rules/list.ts';
import { LAYERS } from '../../../src/checker/vocabulary/finding.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ids = RULES.map((rule) => rule.id);

/** What the rules share, beside the rules themselves. */
const SHARED = ['list.ts', 'rule.ts', 'trust-cause.ts', 'trust-rule.ts'];

describe('the list of rules', () => {
  it('names each rule once, in causal order of the layers', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const layers = RULES.map((rule) => LAYERS.indexOf(rule.layer));
    expect(layers).toEqual(layers.toSorted((a, b) => a - b));
  });

  it('has one file for each rule, called like it, and no file beside', () => {
    const files = readdirSync(join(ROOT, 'src/checker/rules')).filter((file) => !SHARED.includes(file));
    expect(files.toSorted()).toEqual(ids.map((id) => `${id.replace('.', '-')}.ts`).toSorted());
  });

  it('has one page for each rule, titled like it, and no page beside', () => {
    const pages = readdirSync(join(ROOT, 'docs/rules')).filter((file) => file !== 'README.md');
    expect(pages.toSorted()).toEqual(ids.map((id) => `${id}.md`).toSorted());
    for (const { id, title } of RULES) {
      const heading = readFileSync(join(ROOT, 'docs/rules', `${id}.md`), 'utf8').split('\n')[0];
      expect(heading).toBe(`# ${id}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`);
    }
  });

  it('is indexed in its own order', () => {
    const index = readFileSync(join(ROOT, 'docs/rules/README.md'), 'utf8');
    expect([...index.matchAll(/^- \[`([^`]+)`\]\(\1\.md\)/gm)].map((match) => match[1])).toEqual(ids);
  });
});
