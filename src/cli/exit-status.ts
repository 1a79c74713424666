import type { Verdict } from '../checker/vocabulary/diagnosis.ts';

/** What the command line promises to scripts. */
export const EXIT = { done: 0, broken: 1, usage: 2, unknown: 3, environment: 4 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export function exitStatusOf(verdict: Verdict): ExitStatus {
  switch (verdict) {
    case 'healthy':
    case 'at-risk':
      return EXIT.done;
    case 'broken':
      return EXIT.broken;
    case 'unknown':
      return EXIT.unknown;
  }
}
