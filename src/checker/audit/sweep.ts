import type { SweepablePorts } from '../ports.ts';
import { type Read, type ReadOptions, readWithin } from '../read-within.ts';
import type { AuditProgress } from '../vocabulary/audit.ts';
import type {
  Call,
  Piece,
  Pod,
  PodIdentityAssociation,
  ServiceAccount,
  Unreadable,
} from '../vocabulary/evidence.ts';

/** `limitMs` is the time limit of one whole list, all its pages together. */
export interface SweepOptions extends ReadOptions {
  readonly onProgress: (progress: AuditProgress) => void;
}

/** The lists that tell who has an identity, and the way to read more. */
export interface Sweep {
  readonly namespace: string | null;
  /** Of the audited namespace, or of all of them for null. */
  readonly accounts: Piece<readonly ServiceAccount[]>;
  /** Of the whole cluster, for those that have the same name elsewhere. */
  readonly everywhere: Piece<readonly ServiceAccount[]>;
  readonly pods: Piece<readonly Pod[]>;
  readonly associations: Piece<readonly PodIdentityAssociation[]>;
  /** Reads something further; for whoever calls it, to remember. */
  readonly read: <T>(one: Read<T>) => Promise<Piece<T>>;
  /** All reads so far. Grows. */
  readonly calls: readonly Call[];
  /** What could not be read so far. Grows. */
  readonly unread: readonly Unreadable[];
}

/** Reads the lists, all at once, each one time. Never throws: what cannot be read is unreadable. */
export async function startSweep(
  ports: SweepablePorts,
  namespace: string | null,
  options: SweepOptions,
): Promise<Sweep> {
  const calls: Call[] = [];
  const unread: Unreadable[] = [];
  const read = async <T>(one: Read<T>): Promise<Piece<T>> => {
    const piece = await readWithin(one, options, calls);
    if (piece.state === 'unreadable') unread.push(piece);
    if (piece.state === 'known' && Array.isArray(piece.value)) {
      options.onProgress({ step: 'read', subject: one.subject, count: piece.value.length });
    }
    return piece;
  };
  const listAccounts = (of: string | null) =>
    read({
      api: 'kubernetes:list serviceaccounts',
      subject: of === null ? 'service accounts' : `service accounts of namespace ${of}`,
      ask: (signal) => ports.sweep.listServiceAccounts(of, signal),
    });

  const everywhere = listAccounts(null);
  // Where only a namespace may be listed, that is enough for it: what has the same name elsewhere stays unknown.
  const accounts = everywhere.then((piece) => {
    if (namespace === null) return piece;
    if (piece.state !== 'known') return listAccounts(namespace);
    return { ...piece, value: piece.value.filter((one) => one.namespace === namespace) };
  });
  const pods = read({
    api: 'kubernetes:list pods',
    subject: namespace === null ? 'pods' : `pods of namespace ${namespace}`,
    ask: (signal) => ports.sweep.listPods(namespace, signal),
  });
  const associations = read({
    api: 'eks:ListPodIdentityAssociations',
    subject: 'Pod Identity associations',
    ask: (signal) => ports.eks.listAllPodIdentityAssociations(signal),
  });
  return {
    namespace,
    accounts: await accounts,
    everywhere: await everywhere,
    pods: await pods,
    associations: await associations,
    read,
    calls,
    unread,
  };
}
