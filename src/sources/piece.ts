import type { Absent, Known, Provenance, Unreadable } from '../checker/vocabulary/evidence.ts';

/** Why something could not be read, before it is known what was asked for. */
export interface Obstacle {
  readonly cause: Unreadable['cause'];
  /** One clause, no full stop. */
  readonly reason: string;
  /** What would help; null where a permission would not. */
  readonly permission: string | null;
}

export function known<T>(from: Provenance, value: T): Known<T> {
  return { ...from, state: 'known', value };
}

export function absent(from: Provenance): Absent {
  return { ...from, state: 'absent' };
}

export function unreadable(from: Provenance, obstacle: Obstacle): Unreadable {
  return { ...from, state: 'unreadable', ...obstacle };
}

export function failed(reason: string): Obstacle {
  return { cause: 'failed', reason, permission: null };
}

export function denied(reason: string, permission: string | null): Obstacle {
  return { cause: 'denied', reason, permission };
}
