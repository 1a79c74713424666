/** How often something was done in a second of one core: the median of several rounds, so that one pause does not count. */
export interface Rate {
  readonly perSecond: number;
  readonly microseconds: number;
}

const ROUNDS = 7;
const ROUND_MS = 150;

/**
 * Does something over and over on one core and says how often in a second. `act` gets a running number, so that it need not do the same
 * thing twice; what it returns is kept alive, so that no compiler can leave the work out.
 */
export function measure(act: (turn: number) => unknown): Rate {
  const batch = batchSize(act);
  const rates = Array.from({ length: ROUNDS }, () => {
    let turns = 0;
    const start = cpuMs();
    let elapsed = 0;
    while (elapsed < ROUND_MS) {
      for (let turn = 0; turn < batch; turn += 1) keep(act(turns + turn));
      turns += batch;
      elapsed = cpuMs() - start;
    }
    return (turns * 1000) / elapsed;
  }).sort((left, right) => left - right);
  const perSecond = rates[Math.floor(ROUNDS / 2)] ?? 0;
  return { perSecond: Math.round(perSecond), microseconds: round(1e6 / perSecond) };
}

/** Figures that people read: three digits that count. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Warms up, and finds how many turns take about five milliseconds: looking at the clock must not count. */
function batchSize(act: (turn: number) => unknown): number {
  const start = cpuMs();
  let turns = 0;
  while (cpuMs() - start < ROUND_MS) {
    keep(act(turns));
    turns += 1;
  }
  return Math.max(1, Math.floor((turns * 5) / ROUND_MS));
}

/** Time that this thread had a core for: other programs on the machine do not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

let kept: unknown;

function keep(value: unknown): void {
  kept = value;
  if (kept === keep) throw new Error('nothing returns this');
}
