import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.ts';
import { broken, unknown, unreached } from './diagnoses.ts';

describe('renderJson', () => {
  it('keeps the documented order of members, whatever the order of the diagnosis', () => {
    const reversed = Object.fromEntries(Object.entries(broken).reverse());
    expect(renderJson({ ...broken, ...reversed })).toBe(renderJson(broken));
    expect(Object.keys(JSON.parse(renderJson({ ...broken, ...reversed })))).toEqual([
      'schema',
      'verdict',
      'target',
      'cause',
      'summary',
      'findings',
      'fixes',
      'next',
      'calls',
      'durationMs',
    ]);
  });

  it('lets no member through that the schema does not name', () => {
    const target = { ...broken.target, token: 'secret' };
    expect(renderJson({ ...broken, target })).not.toContain('secret');
  });

  it('says of an open question that it is one, where no word stands before its title', () => {
    const titles = JSON.parse(renderJson(unknown)).findings.map((one: { title: string }) => one.title);
    expect(titles).toContain('Not known: whether the role exists');
    expect(titles).toContain('The cluster has an OIDC issuer');
  });

  it('has an empty list of next steps for a diagnosis that was stored without one', () => {
    const { next: _, ...stored } = unreached;
    expect(JSON.parse(renderJson(stored)).next).toEqual([]);
    expect(JSON.parse(renderJson(unreached)).next).toEqual([expect.stringContaining('kubectl get --raw')]);
  });

  it('gives calls to a tenth of a millisecond and the whole in milliseconds', () => {
    expect(JSON.parse(renderJson(broken))).toMatchObject({
      calls: [{ ms: 14.3 }, {}, {}, {}],
      durationMs: 1348,
    });
  });
});
