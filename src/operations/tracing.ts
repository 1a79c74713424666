/** What a span is given to carry. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly kind: 'producer' | 'consumer' | 'client' | 'internal';
  readonly attributes: SpanAttributes;
  /** W3C Trace Context of the parent; without it the running span is the parent. */
  readonly parent?: string | undefined;
}

/** Follows a question from Slack to AWS. Nothing here throws or waits. */
export interface Tracing {
  /** Runs `work` in a span of its own, which whatever it starts is under. The span fails as `work` does. */
  within<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T>;
  /** A span that is ended by hand; `failure` is null where it went well. */
  begin(name: string, options: SpanOptions): (attributes: SpanAttributes, failure: string | null) => void;
  /** A span that is over already, from then (milliseconds since the epoch) until now. */
  past(name: string, options: SpanOptions, sinceEpochMs: number): void;
  /** The running span, to be handed to another process; null where there is none. */
  traceparent(): string | null;
  /** Sends what is left. May be called twice. */
  close(): Promise<void>;
}

/** Where nobody collects traces. */
export const noTracing: Tracing = {
  within: (_name, _options, work) => work(),
  begin: () => () => undefined,
  past: () => undefined,
  traceparent: () => null,
  close: async () => undefined,
};
