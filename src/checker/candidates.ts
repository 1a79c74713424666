import { ROLE_ANNOTATION } from './annotations.ts';
import { byAssociation } from './associated-candidates.ts';
import { knownOrNull } from './known.ts';
import { isMeant } from './meant-role.ts';
import { explainAll } from './next-steps.ts';
import { openInTime } from './open-in-time.ts';
import type { SweepablePorts, SweepDirectory } from './ports.ts';
import type { ReadPiece } from './read-piece.ts';
import { readWithin } from './read-within.ts';
import type { Unreadable } from './vocabulary/evidence.ts';

/** What is known of a workload whose service account nobody named. */
export interface Clue {
  /** What people call it; null for the default one. */
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly roleArn: string | null;
  readonly roleName: string | null;
  readonly accountId: string | null;
}

export interface Candidate {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** On each thing that could not be read why, and what to do about it: where there is one, the candidates may not be all. */
  readonly unread: readonly string[];
}

export interface SearchOptions {
  readonly signal: AbortSignal;
  /** Milliseconds that one list may take. */
  readonly limitMs: number;
  readonly now: () => number;
}

/**
 * The service accounts that a clue leads to: the one of the pod, else those that name the role, by their annotation or by an EKS Pod Identity
 * association. Never throws for anything that network or permissions can cause: what cannot be read is told.
 */
export async function findCandidates(
  directory: SweepDirectory,
  clue: Clue,
  options: SearchOptions,
): Promise<Found> {
  if (!isClue(clue)) return { candidates: [], unread: [] };
  const opened = await openInTime(directory, clue.cluster, options);
  if (!opened.ok) return { candidates: [], unread: [opened.message] };
  const unread: Unreadable[] = [];
  const read: ReadPiece = async (one) => {
    const piece = await readWithin(one, options, []);
    if (piece.state === 'unreadable') unread.push(piece);
    return piece;
  };
  const pod = await ofPod(opened.ports, clue, read);
  if (pod !== null) return { candidates: [pod], unread: explainAll(unread) };
  if (!isRoleClue(clue)) return { candidates: [], unread: explainAll(unread) };
  const [annotated, associated] = await Promise.all([
    byAnnotation(opened.ports, clue, read),
    byAssociation(opened.ports, clue, read),
  ]);
  return {
    candidates: eachOnce([...annotated, ...associated.candidates]),
    unread: [...explainAll(unread), ...associated.unread],
  };
}

/** Whether there is anything to look for. */
export function isClue({ namespace, pod, roleArn, roleName }: Clue): boolean {
  return (namespace !== null && pod !== null) || isRoleClue({ roleArn, roleName });
}

function isRoleClue({ roleArn, roleName }: Pick<Clue, 'roleArn' | 'roleName'>): boolean {
  return roleArn !== null || roleName !== null;
}

async function ofPod(
  { sweep }: Pick<SweepablePorts, 'sweep'>,
  { namespace, pod }: Clue,
  read: ReadPiece,
): Promise<Candidate | null> {
  if (namespace === null || pod === null) return null;
  const pods = await read({
    api: 'kubernetes:list pods',
    subject: `pods of namespace ${namespace}`,
    ask: (signal) => sweep.listPods(namespace, signal),
  });
  const found = knownOrNull(pods)?.find(({ name }) => name === pod);
  return found === undefined ? null : { namespace, serviceAccount: found.serviceAccount };
}

async function byAnnotation(
  { sweep }: Pick<SweepablePorts, 'sweep'>,
  clue: Clue,
  read: ReadPiece,
): Promise<readonly Candidate[]> {
  const { namespace } = clue;
  const accounts = await read({
    api: 'kubernetes:list serviceaccounts',
    subject:
      namespace === null ? 'service accounts of the cluster' : `service accounts of namespace ${namespace}`,
    ask: (signal) => sweep.listServiceAccounts(namespace, signal),
  });
  return (knownOrNull(accounts) ?? [])
    .filter(({ annotations }) => isMeant(annotations[ROLE_ANNOTATION]?.trim() ?? null, clue))
    .map((account) => ({ namespace: account.namespace, serviceAccount: account.name }));
}

function eachOnce(candidates: readonly Candidate[]): readonly Candidate[] {
  const byName = new Map(candidates.map((one) => [`${one.namespace}/${one.serviceAccount}`, one]));
  return [...byName.values()];
}
