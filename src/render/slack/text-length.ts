/** Characters of everything that Slack shows or keeps of blocks, keys aside. It counts too many rather than too few: Slack does not say how it counts. */
export function textLength(part: unknown): number {
  if (typeof part === 'string') return part.length;
  if (typeof part !== 'object' || part === null) return 0;
  return Object.values(part).reduce<number>((sum, value) => sum + textLength(value), 0);
}
