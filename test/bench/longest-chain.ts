/** A call, how long it takes in milliseconds, and the names of the calls whose answers it needs. */
export interface ChainedCall {
  readonly name: string;
  readonly ms: number;
  readonly after: readonly string[];
}

/**
 * The calls that follow from each other and take longest together, in their order: nobody who makes all calls can be done sooner.
 *
 * @param calls each after those that it needs
 */
export function longestChain(calls: readonly ChainedCall[]): {
  readonly ms: number;
  readonly names: readonly string[];
} {
  const none = { ms: 0, names: [] as readonly string[] };
  const chains = new Map<string, typeof none>();
  for (const { name, ms, after } of calls) {
    const before = after.map((one) => {
      const chain = chains.get(one);
      if (chain === undefined) throw new Error(`${name} comes before ${one}, which it needs.`);
      return chain;
    });
    const longest = longestOf([none, ...before]);
    chains.set(name, { ms: longest.ms + ms, names: [...longest.names, name] });
  }
  return longestOf([none, ...chains.values()]);
}

function longestOf<C extends { readonly ms: number }>(chains: readonly [C, ...C[]]): C {
  return chains.reduce((longest, chain) => (chain.ms > longest.ms ? chain : longest));
}
