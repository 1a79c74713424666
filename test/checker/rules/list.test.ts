import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lowerFirst } from '../../../src/checker/lower-first.ts';
import { RULES } from '../../../src/checker/rules/list.ts';
import { LAYERS, type Layer } from '../../../src/checker/vocabulary/finding.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ids = RULES.map((rule) => rule.id);

/** What the rules share, beside the rules themselves. */
const SHARED = [
  'list.ts',
  'permission-rule.ts',
  'pod-identity-list.ts',
  'pod-identity-trust-rule.ts',
  'rule.ts',
  'symptom-rule.ts',
  'trust-cause.ts',
  'trust-rule.ts',
];

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
      expect(heading).toBe(`# ${id}: ${lowerFirst(title)}`);
    }
  });

  // `npx vitest run test/checker/rules/list.test.ts -u` writes the index anew.
  it('is the index of the pages', async () => {
    await expect(index()).toMatchFileSnapshot(join(ROOT, 'docs/rules/README.md'));
  });

  it('has words for a person on every page: what it means, how it is seen, how to mend it, how to avoid it', () => {
    for (const id of ids) {
      const page = readFileSync(join(ROOT, 'docs/rules', `${id}.md`), 'utf8');
      const sections = page.split(/^## /m).slice(1);
      // More may follow.
      expect(sections.map((section) => section.split('\n')[0]).slice(0, 4)).toEqual(SECTIONS);
      for (const section of sections)
        expect(section.split('\n').slice(1).join('').length, id).toBeGreaterThan(15);
    }
  });
});

const SECTIONS = ['What it means', 'How it is seen', 'How to mend it', 'How to avoid it'];

/** Of a layer, as the index calls it. */
const HEADINGS: Readonly<Record<Layer, string>> = {
  'service-account': 'Service account',
  webhook: 'Webhook',
  pod: 'Pods',
  application: 'Application',
  token: 'Token',
  'pod-identity': 'Pod Identity',
  cluster: 'Cluster',
  provider: 'OIDC provider',
  sts: 'STS',
  role: 'Role',
  'trust-policy': 'Trust policy',
  permissions: 'Permissions',
  proof: 'Proof by AWS',
  observed: 'Calls that CloudTrail recorded',
};

function index(): string {
  const layers = LAYERS.map((layer) => ({ layer, rules: RULES.filter((rule) => rule.layer === layer) }));
  const sections = layers
    .filter(({ rules }) => rules.length > 0)
    .map(({ layer, rules }) =>
      [
        `## ${HEADINGS[layer]}`,
        '',
        ...rules.map(({ id, title }) => `- [\`${id}\`](${id}.md): ${lowerFirst(title)}`),
      ].join('\n'),
    );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# Rules

Each rule is one way to fail. They are applied in this order, in which what stands earlier can bring about what stands later; the first that
fails is the cause, unless a pasted error says how far the call came. Rules that only a pasted error can show make a finding only where one
was pasted, and a rule about something rare only where that is there. Ids are stable.`;
