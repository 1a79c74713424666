import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCOPES } from '../../src/slack/scopes.ts';

it('looks for the scopes that the manifest asks for, no more and no fewer', () => {
  const manifest = parse(readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8'));
  const { bot, bot_optional } = manifest.oauth_config.scopes;
  const named = (isNeeded: boolean) =>
    SCOPES.filter((one) => one.isNeeded === isNeeded).map(({ name }) => name);
  expect(named(true).sort()).toEqual([...bot].sort());
  expect(named(false).sort()).toEqual([...bot_optional].sort());
});
