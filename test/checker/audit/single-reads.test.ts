import { describe, expect, it } from 'vitest';
import { createSingleReads } from '../../../src/checker/audit/single-reads.ts';

const ROLE = 'arn:aws:iam::111122223333:role/app';

describe('the reads for one service account at a time', () => {
  it.each(['association', 'simulation'] as const)('are left out unless somebody wants them: %s', (kind) => {
    const single = createSingleReads({ isToldTo: false });
    const piece =
      kind === 'association' ? single.association('a-1') : single.simulation(ROLE, 'sts:AssumeRole');
    expect(piece).toMatchObject({ state: 'unreadable', permission: null });
    expect(piece?.reason).toContain('irsa-doctor audit --associations');
    expect(single.leftOut()).toMatchObject([{ state: 'left-out', count: 1, permission: null }]);
  });

  it('tells how much was left out, once and with its number', () => {
    const single = createSingleReads({ isToldTo: false });
    for (let index = 0; index < 1_200; index += 1) single.association(`a-${index}`);
    for (const action of ['sts:AssumeRole', 'sts:TagSession']) single.simulation(ROLE, action);
    expect(single.leftOut().map(({ subject }) => subject)).toEqual([
      'roles of 1,200 service accounts with a Pod Identity association',
      'permission of 1 role to take a target role',
    ]);
  });

  it('leaves nothing out within the bound', () => {
    const single = createSingleReads({ isToldTo: true });
    expect(single.association('a-1')).toBeNull();
    expect(single.simulation(ROLE, 'sts:AssumeRole')).toBeNull();
    expect(single.leftOut()).toEqual([]);
  });
});
