/** What a process of the service says of itself on its admin port. */
export interface ProcessFigures {
  /** Time on a core since it started. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly heapUsedMb: number;
}

/** @throws Error where the process does not answer in time */
export async function processFigures(adminUrl: string): Promise<ProcessFigures> {
  const response = await fetch(`${adminUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const metrics = await response.text();
  const value = (name: string): number => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1];
    if (found === undefined) throw new Error(`The process does not tell ${name}.`);
    return Number(found);
  };
  const mb = 1024 * 1024;
  return {
    cpuSeconds: value('process_cpu_seconds_total'),
    rssMb: value('process_resident_memory_bytes') / mb,
    heapUsedMb: value('nodejs_heap_size_used_bytes') / mb,
  };
}
