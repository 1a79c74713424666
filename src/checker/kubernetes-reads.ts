import type { ReadOne } from './collect-role-policies.ts';
import type { Piece, Unreadable } from './vocabulary/evidence.ts';

/** Of one check, whatever it finds. An audit, which answers out of its lists, keeps to it as well: so it comes to what a check would. */
const MOST_READS = 4;

/** Why a piece was left out, as a clause. */
export const ONE_READ_MORE = 'it would take one read more than a check may make';

/** The reads of Kubernetes that one check has. Who asks first is served first, so that the order of asking is the order of importance. */
export interface KubernetesReads {
  /** Makes the read where one is left. Else the piece is unreadable, so that what hangs on it is unknown and never fine. */
  readonly read: ReadOne;
  /** How many more there are. */
  readonly left: () => number;
}

/** Counts the reads from the moment on when they are asked for: those that wait for their answer count as well. */
export function limitKubernetesReads(read: ReadOne): KubernetesReads {
  let asked = 0;
  return {
    read<T>(one: Parameters<typeof read<T>>[0]): Promise<Piece<T>> {
      if (asked >= MOST_READS) return Promise.resolve(oneReadMore(one.api, one.subject));
      asked += 1;
      return read(one);
    },
    left: () => MOST_READS - asked,
  };
}

function oneReadMore(source: string, subject: string): Unreadable {
  return { state: 'unreadable', source, subject, reason: ONE_READ_MORE, permission: null, cause: 'failed' };
}
