/** A call that the sandbox's AWS or Kubernetes got, in order of arrival. */
export interface RequestRecord {
  readonly service: 'iam' | 'sts' | 'eks' | 'cloudtrail' | 'kubernetes';
  /** `GetRole`, `list pods`. */
  readonly action: string;
  /** What it was about: a role's name, `namespace/name`; empty where nothing in particular. */
  readonly subject: string;
  /** Account of the caller, or the cluster's name; empty where the caller is not known. */
  readonly place: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** HTTP status of the answer; null while there is none. */
  status: number | null;
}

/** Takes note of a call; the status is filled in once it is answered. */
export function record(
  log: RequestRecord[],
  call: Pick<RequestRecord, 'service' | 'action' | 'subject' | 'place'>,
): RequestRecord {
  const entry: RequestRecord = { ...call, at: Date.now(), status: null };
  log.push(entry);
  return entry;
}
