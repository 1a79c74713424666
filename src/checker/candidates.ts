import { ROLE_ANNOTATION } from './annotations.ts';
import { openInTime } from './open-in-time.ts';
import type { SweepDirectory, SweepPort } from './ports.ts';
import { type Read, readWithin } from './read-within.ts';
import type { Piece, ServiceAccount } from './vocabulary/evidence.ts';

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

export interface SearchOptions {
  readonly signal: AbortSignal;
  /** Milliseconds that one list may take. */
  readonly limitMs: number;
  readonly now: () => number;
}

/**
 * The service accounts that a clue leads to: the one of the pod, else those that name the role. Empty where nothing leads anywhere, and where
 * the cluster cannot be read: then whoever asks has to say which one it is. Never throws for anything that network or permissions can cause.
 */
export async function findCandidates(
  directory: SweepDirectory,
  clue: Clue,
  options: SearchOptions,
): Promise<readonly Candidate[]> {
  if (!isClue(clue)) return [];
  const opened = await openInTime(directory, clue.cluster, options);
  if (!opened.ok) return [];
  const read = <T>(one: Read<T>): Promise<Piece<T>> => readWithin(one, options, []);
  const { sweep } = opened.ports;
  return (await ofPod(sweep, clue, read)) ?? (await ofRole(sweep, clue, read));
}

/** Whether there is anything to look for. */
export function isClue({ namespace, pod, roleArn, roleName }: Clue): boolean {
  return (namespace !== null && pod !== null) || roleArn !== null || roleName !== null;
}

type ReadPiece = <T>(one: Read<T>) => Promise<Piece<T>>;

async function ofPod(
  sweep: SweepPort,
  { namespace, pod }: Clue,
  read: ReadPiece,
): Promise<readonly Candidate[] | null> {
  if (namespace === null || pod === null) return null;
  const pods = await read({
    api: 'kubernetes:list pods',
    subject: `pods of namespace ${namespace}`,
    ask: (signal) => sweep.listPods(namespace, signal),
  });
  const found = pods.state === 'known' ? pods.value.find(({ name }) => name === pod) : undefined;
  return found === undefined ? null : [{ namespace, serviceAccount: found.serviceAccount }];
}

async function ofRole(sweep: SweepPort, clue: Clue, read: ReadPiece): Promise<readonly Candidate[]> {
  const { namespace, roleArn, roleName } = clue;
  if (roleArn === null && roleName === null) return [];
  const accounts = await read({
    api: 'kubernetes:list serviceaccounts',
    subject: namespace === null ? 'service accounts' : `service accounts of namespace ${namespace}`,
    ask: (signal) => sweep.listServiceAccounts(namespace, signal),
  });
  if (accounts.state !== 'known') return [];
  return accounts.value
    .filter((account) => namesRole(account, clue))
    .map((account) => ({ namespace: account.namespace, serviceAccount: account.name }));
}

/** An assumed role's ARN has lost the role's path, so that only account and name are compared where the text holds no more. */
function namesRole({ annotations }: ServiceAccount, { roleArn, roleName, accountId }: Clue): boolean {
  const annotation = annotations[ROLE_ANNOTATION]?.trim();
  if (annotation === undefined) return false;
  if (annotation === roleArn) return true;
  if (roleName === null || !annotation.includes(':role/')) return false;
  return (
    annotation.split('/').at(-1) === roleName &&
    (accountId === null || annotation.split(':')[4] === accountId)
  );
}
