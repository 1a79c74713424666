import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/checker/rules/list.ts';
import { titleOf } from '../../src/checker/title-of.ts';

const rule = { title: 'The role does not exist', holds: 'The role exists' };
const negated = {
  title: 'A label keeps the pod from the identity webhook',
  holds: 'No label keeps the pods from the identity webhook',
};

describe("a finding's title", () => {
  it.each([
    ['fail', 'The role does not exist'],
    ['warn', 'The role does not exist'],
    ['pass', 'The role exists'],
    ['skipped', 'The role exists'],
    ['unknown', 'Whether the role exists'],
  ] as const)('of one that is %s is %j', (status, title) => {
    expect(titleOf(rule, status)).toBe(title);
  });

  it('asks what is wrong where asking for its absence would take two readings', () => {
    expect(titleOf(negated, 'unknown')).toBe('Whether a label keeps the pod from the identity webhook');
  });

  it.each(RULES.map((one) => [one.id, titleOf(one, 'unknown')] as const))(
    'is a question for %s: %s',
    (_id, title) => {
      expect(title).toMatch(/^Whether (?!no(?:thing)?\b|whether\b)(?:[a-z]|[A-Z]{2,})/);
    },
  );
});
