import type { IncomingMessage, ServerResponse } from 'node:http';

interface Waiting {
  readonly response: ServerResponse;
  readonly work: () => void;
}

/**
 * Takes requests in the order in which they came, so many at a time. Slack waits three seconds: of a thousand that come in one moment the first
 * are done long before, whereas side by side all would be done at the same time, too late. A request whose body is not there yet takes no turn, so
 * that who sends slowly keeps nobody waiting; one whose sender has gone is left alone.
 *
 * @param options.atOnce how many are worked on at the same time
 * @param options.holdMs after so many milliseconds the next has its turn, whether this one is answered or not: some wait for Slack themselves
 */
export function createRequestTurns(options: {
  readonly atOnce: number;
  readonly holdMs: number;
}): (request: IncomingMessage, response: ServerResponse, work: () => void) => void {
  const waiting = new Set<Waiting>();
  let running = 0;

  function begin({ response, work }: Waiting): void {
    running += 1;
    let isRunning = true;
    const end = (): void => {
      if (!isRunning) return;
      isRunning = false;
      clearTimeout(timer);
      running -= 1;
      // Not at once: what has arrived for those under way comes before another begins.
      setImmediate(next);
    };
    const timer = setTimeout(end, options.holdMs);
    response.once('finish', end);
    response.once('close', end);
    work();
  }

  function next(): void {
    for (const one of waiting) {
      if (running >= options.atOnce) return;
      waiting.delete(one);
      if (!one.response.destroyed) begin(one);
    }
  }

  return (request, response, work) => {
    // Slack's bodies are small and come with the headers, so they are there by then.
    setImmediate(() => {
      if (!request.complete) return work();
      waiting.add({ response, work });
      next();
    });
  };
}
