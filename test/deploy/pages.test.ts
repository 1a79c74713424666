import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'docs/kubernetes.md',
  'docs/running.md',
  'docs/terraform.md',
  'docs/threat-model.md',
  'deploy/helm/irsa-doctor/README.md',
  'deploy/terraform/bot-role/README.md',
  'deploy/terraform/cluster-access/README.md',
  'deploy/terraform/reader-role/README.md',
];

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  it('links to pages and files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });

  it('names files that are there', () => {
    const files = [...text.matchAll(/`((?:src|deploy|docs|test)\/[^`\s]+)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
