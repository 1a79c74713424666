import { describe, expect, it } from 'vitest';
import { longestChain } from './longest-chain.ts';

describe('the longest chain of calls that need each other', () => {
  it('adds up what follows from each other and leaves out what runs beside it', () => {
    const chain = longestChain([
      { name: 'post', ms: 60, after: [] },
      { name: 'account', ms: 80, after: [] },
      { name: 'role', ms: 100, after: ['account'] },
      { name: 'pods', ms: 90, after: [] },
      { name: 'answer', ms: 60, after: ['post', 'role', 'pods'] },
    ]);
    expect(chain).toEqual({ ms: 240, names: ['account', 'role', 'answer'] });
  });

  it('is nothing where nothing is called', () => {
    expect(longestChain([])).toEqual({ ms: 0, names: [] });
  });

  it('is refused where a call stands before one that it needs', () => {
    expect(() => longestChain([{ name: 'role', ms: 1, after: ['account'] }])).toThrow(
      'role comes before account',
    );
  });
});
