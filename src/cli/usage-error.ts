/** Wrong usage or configuration: the message is what the person reads, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
