import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';

/** What the command line promises to scripts. */
export const EXIT = { done: 0, broken: 1, usage: 2, unknown: 3, environment: 4 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** A diagnosis for which every single call failed tells of the network and not of the service account. */
export function exitStatusOf({ verdict, calls }: Diagnosis): ExitStatus {
  switch (verdict) {
    case 'healthy':
    case 'at-risk':
      return EXIT.done;
    case 'broken':
      return EXIT.broken;
    case 'unknown':
      return calls.every(({ outcome }) => outcome === 'failed') ? EXIT.environment : EXIT.unknown;
  }
}
