/** A question as its asker sees it again. */
export interface RecentQuestion {
  /** `payments/api`, or the words for a question without a name. */
  readonly about: string;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

/** The last questions of each person that this process has taken. Nothing is kept beyond it. */
export interface RecentQuestions {
  add(user: string, question: RecentQuestion): void;
  /** Newest first. */
  of(user: string): readonly RecentQuestion[];
}

const KEPT = 5;
const PEOPLE = 1_000;

export function createRecentQuestions(): RecentQuestions {
  const byUser = new Map<string, readonly RecentQuestion[]>();
  return {
    add(user, question) {
      const kept = [question, ...(byUser.get(user) ?? [])].slice(0, KEPT);
      // Put at the end again: whoever has not asked for longest is forgotten first.
      byUser.delete(user);
      byUser.set(user, kept);
      const [oldest] = byUser.keys();
      if (byUser.size > PEOPLE && oldest !== undefined) byUser.delete(oldest);
    },
    of: (user) => byUser.get(user) ?? [],
  };
}
