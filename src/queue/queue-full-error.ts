/** So many questions wait that no more are taken. The message is meant for the person who asked. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
  readonly waiting: number;

  constructor(waiting: number) {
    super(
      `I cannot take your question just now: ${waiting.toLocaleString('en-US')} others are waiting. Please ask again in a few minutes.`,
    );
    this.waiting = waiting;
  }
}
