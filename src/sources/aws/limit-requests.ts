import type { InFlight } from '../in-flight.ts';

interface Handler<Request, Options, Response> {
  handle(request: Request, options?: Options): Promise<Response>;
}

/**
 * Keeps a client's requests within a limit, each repetition by itself: what waits for the SDK to try it again takes nobody's place. It stands
 * under the SDK's time limits, so that waiting is no time-out.
 */
export function limitRequests<Request, Options extends { abortSignal?: unknown }, Response>(
  handler: Handler<Request, Options, Response>,
  inFlight: InFlight,
): void {
  const handle = handler.handle.bind(handler);
  handler.handle = (request, options) => {
    const signal = options?.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
    return inFlight.run(signal, () => handle(request, options));
  };
}
