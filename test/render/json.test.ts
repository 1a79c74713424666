import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.ts';
import { broken } from './diagnoses.ts';

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
      'calls',
      'durationMs',
    ]);
  });

  it('lets no member through that the schema does not name', () => {
    const target = { ...broken.target, token: 'secret' };
    expect(renderJson({ ...broken, target })).not.toContain('secret');
  });

  it('gives calls to a tenth of a millisecond and the whole in milliseconds', () => {
    expect(JSON.parse(renderJson(broken))).toMatchObject({
      calls: [{ ms: 14.3 }, {}, {}, {}],
      durationMs: 1348,
    });
  });
});
