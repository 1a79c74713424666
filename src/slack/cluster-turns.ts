import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

/** How long a turn is taken to last before one is known, and at least and at most, in milliseconds: a cluster that hangs may be back any moment. */
const TURN_MS = { first: 500, least: 100, most: 1_000 } as const;
/** Nobody is sent away for longer, in milliseconds. */
const LONGEST_MS = 15_000;
/** How much the latest turn counts for what one is taken to last. */
const WEIGHT = 0.2;

/** What one process does about one cluster at the same time. */
export interface ClusterLimits {
  readonly all: number;
  /** Of these, audits: each reads whole lists. */
  readonly audits: number;
}

/** Who wants a turn, and for what. */
export interface Wanted {
  readonly id: string;
  readonly round: number;
  readonly kind: 'check' | 'audit';
}

export type ClusterTurn =
  /** `end` gives it back, and may be called twice. */
  | { readonly kind: 'taken'; end(): void }
  | { readonly kind: 'crowded'; readonly running: number; readonly afterMs: number };

/** Gives a turn at a cluster, or says how many others have one and when to come back. */
export type TakeClusterTurn = (cluster: string, wanted: Wanted) => ClusterTurn;

interface Busy {
  all: number;
  audits: number;
  turnMs: number;
  readonly line: WaitingLine;
}

/**
 * Keeps one cluster from holding all of a worker: one that hangs lets each of its checks last as long as a check may. Nobody waits here. Those
 * who were sent away have their turn by their rounds, so that a flood does not stand before other channels' questions about the same cluster.
 *
 * @param random from 0 to 1; no two come back at the same moment
 */
export function createClusterTurns(
  limits: ClusterLimits,
  now: () => number,
  random: () => number = Math.random,
): TakeClusterTurn {
  const clusters = new Map<string, Busy>();

  return (cluster, { id, round, kind }) => {
    const busy = clusters.get(cluster) ?? newcomer(now);
    clusters.set(cluster, busy);
    const isAudit = kind === 'audit';
    const hasRoom = busy.all + busy.line.before(id, round) < limits.all;
    if (hasRoom && !(isAudit && busy.audits >= limits.audits)) {
      busy.line.leave(id);
      busy.all += 1;
      if (isAudit) busy.audits += 1;
      const startedAt = now();
      let isOver = false;
      const end = (): void => {
        if (isOver) return;
        isOver = true;
        busy.all -= 1;
        if (isAudit) busy.audits -= 1;
        else busy.turnMs += WEIGHT * (now() - startedAt - busy.turnMs);
        if (busy.all === 0 && busy.line.isEmpty()) clusters.delete(cluster);
      };
      return { kind: 'taken', end };
    }
    const turnMs = Math.min(Math.max(busy.turnMs, TURN_MS.least), TURN_MS.most);
    const turns = 1 + busy.line.beside(id, round) / limits.all;
    const afterMs = Math.round(Math.min(turnMs * turns, LONGEST_MS) * (0.75 + random() / 2));
    // An audit that waits for another audit keeps no check from its turn.
    if (!hasRoom) busy.line.join(id, round, afterMs);
    return { kind: 'crowded', running: busy.all, afterMs };
  };
}

function newcomer(now: () => number): Busy {
  return { all: 0, audits: 0, turnMs: TURN_MS.first, line: createWaitingLine(now) };
}
