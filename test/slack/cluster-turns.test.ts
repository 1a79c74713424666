import { beforeEach, describe, expect, it } from 'vitest';
import { type ClusterTurn, createClusterTurns, type TakeClusterTurn } from '../../src/slack/cluster-turns.ts';

describe('turns at a cluster', () => {
  let now: number;
  let take: TakeClusterTurn;
  beforeEach(() => {
    now = 0;
    take = createClusterTurns(
      { all: 3, audits: 1 },
      () => now,
      () => 0.5,
    );
  });
  const check = (id: string, round = 0, cluster = 'prod') => take(cluster, { id, round, kind: 'check' });
  const audit = (id: string) => take('prod', { id, round: 0, kind: 'audit' });
  const end = (turn: ClusterTurn) => {
    if (turn.kind !== 'taken') throw new Error('no turn was taken');
    turn.end();
  };
  const crowd = () => {
    const [first] = ['a', 'b', 'c'].map((id) => check(id));
    if (first === undefined) throw new Error('unreachable');
    return first;
  };

  it('are taken up to the limit, and then it is told how many others have one', () => {
    crowd();
    expect(check('d')).toMatchObject({ kind: 'crowded', running: 3 });
    expect(check('e', 0, 'staging')).toMatchObject({ kind: 'taken' });
  });

  it('are there again once one is given back, even where that is done twice', () => {
    const first = crowd();
    end(first);
    end(first);
    expect(check('d').kind).toBe('taken');
    expect(check('e').kind).toBe('crowded');
  });

  it('are not given to a flood before somebody else who waits', () => {
    const first = crowd();
    expect(check('flood', 7).kind).toBe('crowded');
    expect(check('other').kind).toBe('crowded');
    end(first);
    expect(check('flood', 7).kind).toBe('crowded');
    expect(check('other').kind).toBe('taken');
  });

  it('are not kept for somebody who does not come back', () => {
    const first = crowd();
    check('gone');
    check('flood', 7);
    end(first);
    now += 10_000;
    expect(check('flood', 7).kind).toBe('taken');
  });

  it('have those who stand further behind come back later, but not too late', () => {
    crowd();
    const afterOf = (turn: ClusterTurn) => (turn.kind === 'crowded' ? turn.afterMs : null);
    expect(afterOf(check('first'))).toBe(500);
    for (let n = 0; n < 30; n += 1) check(`more-${n}`);
    expect(afterOf(check('last'))).toBe(5_667);
    for (let n = 0; n < 1_000; n += 1) check(`many-${n}`);
    expect(afterOf(check('very last'))).toBe(15_000);
    expect(afterOf(check('first'))).toBeGreaterThan(500);
  });

  it.each([
    { what: 'quick', eachMs: 20, afterMs: 100 },
    { what: 'middling', eachMs: 300, afterMs: 300 },
    { what: 'endless', eachMs: 9_000, afterMs: 1_000 },
  ])('have those wait for about one turn where turns are $what', ({ eachMs, afterMs }) => {
    const keep = check('keeps the cluster in mind');
    for (let n = 0; n < 40; n += 1) {
      const turn = check(`turn-${n}`);
      now += eachMs;
      end(turn);
    }
    check('b');
    check('c');
    const crowded = check('d');
    expect(crowded.kind === 'crowded' ? crowded.afterMs : null).toBeCloseTo(afterMs, -1);
    end(keep);
  });

  it('let only so many audits at a cluster, which keep no check from its turn', () => {
    expect(audit('a').kind).toBe('taken');
    expect(audit('b').kind).toBe('crowded');
    expect(check('c', 5).kind).toBe('taken');
    expect(check('d', 5).kind).toBe('taken');
    expect(check('e', 5).kind).toBe('crowded');
  });
});
