import type { Candidate, Clue } from './candidates.ts';
import { knownOrNull } from './known.ts';
import { isMeant } from './meant-role.ts';
import type { ClusterPorts } from './ports.ts';
import type { ReadPiece } from './read-piece.ts';

/** EKS tells the role of an association one association at a time; so many are asked for and no more. */
const MOST_DESCRIBED = 100;
/** How many of them at a time. */
const AT_ONCE = 10;

/**
 * The service accounts that EKS Pod Identity gives the role to, as its own or as the target of the one that it gives. Takes a reader that
 * notes itself what it cannot read; `unread` tells only of associations that nobody asked for.
 */
export async function byAssociation(
  { name, eks }: Pick<ClusterPorts, 'name' | 'eks'>,
  clue: Clue,
  read: ReadPiece,
): Promise<{ readonly candidates: readonly Candidate[]; readonly unread: readonly string[] }> {
  const all = await read({
    api: 'eks:ListPodIdentityAssociations',
    subject: `Pod Identity associations of ${name}`,
    ask: (signal) => eks.listAllPodIdentityAssociations(signal),
  });
  const associations = (knownOrNull(all) ?? []).filter(
    ({ namespace }) => clue.namespace === null || namespace === clue.namespace,
  );
  const candidates: Candidate[] = [];
  for (let from = 0; from < Math.min(associations.length, MOST_DESCRIBED); from += AT_ONCE) {
    const described = await Promise.all(
      associations.slice(from, from + AT_ONCE).map(({ id }) =>
        read({
          api: 'eks:DescribePodIdentityAssociation',
          subject: `Pod Identity association ${id}`,
          ask: (signal) => eks.describePodIdentityAssociation(id, signal),
        }),
      ),
    );
    for (const association of described.map(knownOrNull)) {
      if (association === null) continue;
      const { namespace, serviceAccount, roleArn, targetRoleArn } = association;
      if (isMeant(roleArn, clue) || isMeant(targetRoleArn, clue))
        candidates.push({ namespace, serviceAccount });
    }
    // What keeps one from being read mostly keeps the others from it too.
    if (described.some(({ state }) => state === 'unreadable')) return { candidates, unread: [] };
  }
  const more = associations.length - MOST_DESCRIBED;
  const cut = `I looked at ${MOST_DESCRIBED} Pod Identity associations of ${name}, and there are ${more} more.`;
  return { candidates, unread: more > 0 ? [cut] : [] };
}
