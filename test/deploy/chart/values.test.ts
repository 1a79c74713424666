import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../../src/config.ts';
import { CHART } from './renderer.ts';

const read = (file: string): string => readFileSync(join(CHART, file), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(read('values.schema.json')));
const defaults = z.record(z.string(), z.unknown()).parse(parse(read('values.yaml')));
const config = {
  clusters: [
    { name: 'here', eks: { name: 'prod', region: 'eu-west-1' }, kubernetes: { auth: 'in-cluster' } },
    { name: 'there', kubernetes: { context: 'other' }, assumeRole: 'arn:aws:iam::444455556666:role/read' },
  ],
  accounts: { '444455556666': { assumeRole: 'arn:aws-us-gov:iam::444455556666:role/path/read' } },
};

describe('the values of the chart', () => {
  it('are the defaults that its schema describes, each of them', () => {
    expect(schema.safeParse(defaults).error).toBeUndefined();
    const { properties } = z
      .object({ properties: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(read('values.schema.json')));
    expect(Object.keys(properties).filter((key) => key !== 'global')).toEqual(Object.keys(defaults));
  });

  it('take an irsa-doctor.yaml that the program takes', () => {
    expect(schema.safeParse({ ...defaults, config }).error).toBeUndefined();
    const loaded = loadConfig({ IRSA_DOCTOR_CONFIG: 'x' }, 'checker', () => JSON.stringify(config));
    expect(loaded).toMatchObject({ ok: true });
  });

  it.each([
    ['a word that is not a setting', { slak: {} }],
    ['a word that is not a setting, further down', { bot: { replcas: 2 } }],
    ['a number as text', { bot: { replicas: '2' } }],
    ['no worker at all', { worker: { replicas: 0 } }],
    ['a role that is none', { aws: { roleArn: 'irsa-doctor' } }],
    ['a mode that there is not', { slack: { mode: 'events', secret: 'x' } }],
    ['a digest cut short', { image: { repository: 'x', digest: 'sha256:abc' } }],
    ['an account id that is a number', { config: { accounts: { 4444: config.accounts['444455556666'] } } }],
    [
      'a way to a cluster that there is not',
      { config: { clusters: [{ name: 'x', kubernetes: { auth: 'token' } }] } },
    ],
    ['a switch that is neither on nor off', { prove: 'yes' }],
    ['a token among the values', { slack: { mode: 'socket', secret: 'x', botToken: 'xoxb-1' } }],
  ])('refuse %s', (_, values) => {
    expect(schema.safeParse({ ...defaults, ...values }).success).toBe(false);
  });

  it('describe the version that the package has', () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(CHART, '../../../package.json'), 'utf8')));
    expect(parse(read('Chart.yaml'))).toMatchObject({ version, appVersion: version });
  });
});

describe('the rules that the chart grants', () => {
  it.each([
    ['cluster-role.yaml', 'files/read-rules.yaml'],
    ['cluster-role-prove.yaml', 'files/prove-rules.yaml'],
  ])('are a copy of deploy/%s, comments included; "vitest -u" copies it', async (shipped, copy) => {
    const text = readFileSync(join(CHART, '../..', shipped), 'utf8');
    const [role = ''] = text.split('\n---\n');
    const rules = role
      .slice(role.indexOf('rules:\n') + 'rules:\n'.length)
      .split('\n')
      .map((line) => line.replace(/^ {2}/, ''))
      .join('\n');
    await expect(`${rules.trimEnd()}\n`).toMatchFileSnapshot(join(CHART, copy));
  });

  it('grant with one rule either what has a namespace or what has none, so that they can be granted apart', () => {
    const rules = z
      .array(z.looseObject({ resources: z.array(z.string()).optional() }))
      .parse(parseAllDocuments(read('files/read-rules.yaml'))[0]?.toJS());
    const scopes = rules.map(
      ({ resources = [] }) =>
        new Set(
          resources.map((one) => /^(namespaces|nodes)$|webhookconfigurations$/.test(one.split('/')[0] ?? '')),
        ).size,
    );
    expect(Math.max(...scopes)).toBeLessThanOrEqual(1);
  });
});
