import type { AuditOutcome } from '../checker/audit/audit.ts';
import { inTime } from '../checker/in-time.ts';
import type { AuditProgress, AuditRequest } from '../checker/vocabulary/audit.ts';
import { renderAuditPending } from '../render/slack/audit.ts';
import type { SlackMessage } from '../render/slack/message.ts';

/** The audit, as the Slack side sees it. */
export type RunAudit = (
  request: AuditRequest,
  onProgress: (progress: AuditProgress) => void,
  signal: AbortSignal,
) => Promise<AuditOutcome>;

/** Less than the queue gives a question, so that whoever asked hears what to do instead of nothing. */
const LIMIT_MS = 45_000;
/** Between two updates of the message: Slack takes about one in a second from an app, for all of its channels. */
const PROGRESS_MS = 4_000;

/** Runs an audit, and now and then has somebody told how far it has come. Nothing is told any more when it returns. */
export async function auditWithProgress(
  request: AuditRequest,
  run: RunAudit,
  tell: (pending: SlackMessage) => Promise<void>,
  signal: AbortSignal,
): Promise<AuditOutcome> {
  let last = performance.now();
  let telling: Promise<void> | null = null;
  const onProgress = (progress: AuditProgress): void => {
    const now = performance.now();
    if (telling !== null || now - last < PROGRESS_MS) return;
    last = now;
    telling = tell(renderAuditPending(request, progress)).finally(() => {
      telling = null;
    });
  };
  try {
    return await inTime({ signal, limitMs: LIMIT_MS }, (limited) => run(request, onProgress, limited));
  } finally {
    await telling;
  }
}
