import type { AuditRequest } from '../checker/vocabulary/audit.ts';
import type { Target } from '../checker/vocabulary/target.ts';

/** What somebody asked for by words, in Slack or elsewhere. */
export type Command =
  | { readonly kind: 'check'; readonly target: Target }
  | { readonly kind: 'audit'; readonly request: AuditRequest }
  /** An error text to explain; `text` is as pasted, not yet cleaned. */
  | { readonly kind: 'explain'; readonly text: string }
  | { readonly kind: 'help' }
  /** Not understood: `message` is one sentence that says what to write. */
  | { readonly kind: 'invalid'; readonly message: string };
