import type { Clue, Found } from '../checker/candidates.ts';
import type { Place, Question } from '../queue/job.ts';
import type { Access } from './access/access.ts';

/** The search for service accounts, as the Slack side sees it. */
export type FindCandidates = (clue: Clue, signal: AbortSignal) => Promise<Found>;

type Explained = Extract<Question, { readonly kind: 'explain' }>;

/** What an error text that names no service account tells all the same. A node's role is no service account's. */
export function clueOf({ symptom, where }: Explained): Clue {
  const { namespace, roleArn, roleName, accountId, nodeRole } = symptom;
  const role = nodeRole ? { roleArn: null, roleName: null } : { roleArn, roleName };
  return { cluster: where?.cluster ?? null, namespace, pod: where?.pod ?? null, accountId, ...role };
}

/** The service accounts that an error may be about, as far as whoever asked may ask about them. */
export async function candidatesFor(
  asker: Place,
  question: Explained,
  { find, access }: { readonly find: FindCandidates; readonly access: Access },
  signal: AbortSignal,
): Promise<Found> {
  const clue = clueOf(question);
  const { candidates, unread } = await find(clue, signal);
  const permissions = await Promise.all(
    candidates.map(({ namespace }) => access.judge(asker, { cluster: clue.cluster, namespace })),
  );
  return { candidates: candidates.filter((_, index) => permissions[index]?.isGranted), unread };
}
