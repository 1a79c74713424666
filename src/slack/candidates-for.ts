import type { Candidate, Clue } from '../checker/candidates.ts';
import type { Place, Question } from '../queue/job.ts';
import type { Access } from './access/access.ts';

/** The search for service accounts, as the Slack side sees it. Empty where nothing is found or nothing could be read. */
export type FindCandidates = (clue: Clue, signal: AbortSignal) => Promise<readonly Candidate[]>;

type Explained = Extract<Question, { readonly kind: 'explain' }>;

/** What an error text that names no service account tells all the same. A node's role is no service account's. */
export function clueOf({ symptom, where }: Explained): Clue {
  const { namespace, roleArn, roleName, accountId, nodeRole } = symptom;
  const role = nodeRole ? { roleArn: null, roleName: null } : { roleArn, roleName };
  return { cluster: where?.cluster ?? null, namespace, pod: where?.pod ?? null, accountId, ...role };
}

/** The service accounts that an error may be about, as far as whoever asked may ask about them. */
export async function candidatesFor(
  { channel, user }: Place,
  question: Explained,
  { find, access }: { readonly find: FindCandidates; readonly access: Access },
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const clue = clueOf(question);
  const found = await find(clue, signal);
  const permissions = await Promise.all(
    found.map(({ namespace }) => access.judge({ channel, user }, { cluster: clue.cluster, namespace })),
  );
  return found.filter((_, index) => permissions[index]?.isGranted);
}
