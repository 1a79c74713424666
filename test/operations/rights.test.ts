import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { permissionOf } from '../../src/sources/kubernetes/permission-of.ts';
import { NEEDED_READS } from '../../src/sources/kubernetes/try-reads.ts';

const role = z.object({
  kind: z.literal('ClusterRole'),
  rules: z.array(
    z.object({
      resources: z.array(z.string()).default([]),
      nonResourceURLs: z.array(z.string()).default([]),
      verbs: z.array(z.string()),
    }),
  ),
});

it('tries every right that the shipped ClusterRole grants', () => {
  const text = readFileSync(join(import.meta.dirname, '../../deploy/cluster-role.yaml'), 'utf8');
  const [shipped] = parseAllDocuments(text).map((document) => role.safeParse(document.toJS()).data);
  const granted = shipped?.rules.flatMap(({ resources, nonResourceURLs, verbs }) =>
    verbs.flatMap((verb) => [...resources, ...nonResourceURLs].map((thing) => `${verb} ${thing}`)),
  );
  const tried = NEEDED_READS.map(({ path }) => permissionOf(path('default')));
  expect(tried).toEqual(expect.arrayContaining(granted ?? ['a ClusterRole']));
});
