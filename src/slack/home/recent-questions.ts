import type { Place } from '../../queue/job.ts';

/** A question as its asker sees it again. */
export interface RecentQuestion {
  /** `payments/api`, or the words for a question without a name. */
  readonly about: string;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

/** Ids of people are those of their workspace. */
type Person = Pick<Place, 'teamId' | 'user'>;

/** The last questions of each person that this process has taken. Nothing is kept beyond it. */
export interface RecentQuestions {
  add(asker: Person, question: RecentQuestion): void;
  /** Newest first. */
  of(asker: Person): readonly RecentQuestion[];
}

const KEPT = 5;
const PEOPLE = 1_000;

export function createRecentQuestions(): RecentQuestions {
  const byUser = new Map<string, readonly RecentQuestion[]>();
  return {
    add(asker, question) {
      const user = keyOf(asker);
      const kept = [question, ...(byUser.get(user) ?? [])].slice(0, KEPT);
      // Put at the end again: whoever has not asked for longest is forgotten first.
      byUser.delete(user);
      byUser.set(user, kept);
      const [oldest] = byUser.keys();
      if (byUser.size > PEOPLE && oldest !== undefined) byUser.delete(oldest);
    },
    of: (asker) => byUser.get(keyOf(asker)) ?? [],
  };
}

function keyOf({ teamId, user }: Person): string {
  return `${teamId ?? ''}/${user}`;
}
