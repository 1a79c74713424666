import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SpanAttributes, SpanOptions, Tracing } from './tracing.ts';

const KINDS = {
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

/** What sending the last spans may take when the process stops, in milliseconds. */
const CLOSE_LIMIT_MS = 2_000;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Traces by OTLP over HTTP. Where they go, with which headers and how often is read by the library from `OTEL_EXPORTER_OTLP_*`, the name of
 * the service from `OTEL_SERVICE_NAME`. Loaded only where traces are wanted.
 *
 * @param serviceName where the environment names none
 */
export function openTelemetry(serviceName: string): Tracing {
  const resource = resourceFromAttributes({ 'service.name': serviceName }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const provider = new TracerProvider({
    resource: defaultResource().merge(resource),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('irsa-doctor');
  const running = new AsyncLocalStorage<Context>();
  let closed: Promise<void> | undefined;

  const contextOf = ({ parent }: SpanOptions): Context =>
    (parent === undefined ? undefined : remoteContext(parent)) ?? running.getStore() ?? ROOT_CONTEXT;
  const start = (name: string, options: SpanOptions, startTime?: number): Span =>
    tracer.startSpan(
      name,
      {
        kind: KINDS[options.kind],
        attributes: { ...options.attributes },
        ...(startTime === undefined ? {} : { startTime }),
      },
      contextOf(options),
    );

  return {
    async within(name, options, work) {
      const span = start(name, options);
      try {
        return await running.run(trace.setSpan(contextOf(options), span), work);
      } catch (error) {
        // The name alone: a message could repeat what somebody pasted.
        fail(span, error instanceof Error ? error.name : 'Error');
        throw error;
      } finally {
        span.end();
      }
    },
    begin(name, options) {
      const span = start(name, options);
      return (attributes: SpanAttributes, failure: string | null) => {
        span.setAttributes({ ...attributes });
        if (failure !== null) fail(span, failure);
        span.end();
      };
    },
    past: (name, options, sinceEpochMs) => start(name, options, Math.min(sinceEpochMs, Date.now())).end(),
    traceparent() {
      const spanContext = trace.getSpanContext(running.getStore() ?? ROOT_CONTEXT);
      if (spanContext === undefined) return null;
      const { traceId, spanId, traceFlags } = spanContext;
      return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
    },
    close() {
      closed ??= Promise.race([
        provider.shutdown().catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref()),
      ]);
      return closed;
    },
  };
}

function fail(span: Span, message: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** Undefined where the text is not W3C Trace Context, since it comes out of the queue. */
function remoteContext(traceparent: string): Context | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}
