/** The queue did not do what was asked of it within its time limit. The message is meant for the person who asked. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';

  constructor(cause: unknown) {
    super('I cannot take questions just now: my queue cannot be reached. Please ask again in a minute.', {
      cause,
    });
  }
}
