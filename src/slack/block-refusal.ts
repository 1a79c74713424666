import { WebAPIPlatformError } from '@slack/web-api';
import { ResponseRefusedError } from './response-refused-error.ts';

/** Slack's words for blocks that it does not take. The call has done nothing by then. */
const REFUSALS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_blocks_too_long',
  'only_one_table_allowed',
  'block_mismatch',
  'view_too_large',
]);
/** How Slack says of one place in the blocks that it is too long, too full or empty there. */
const SIZE = /must be (?:less|more) than|no more than|at least/;

/** Why Slack does not take the blocks of a call. */
export interface BlockRefusal {
  readonly error: string;
  /** What is wrong in which place, in Slack's words. */
  readonly problems: readonly string[];
  /** True where it may be that the workspace does not know a block; false where this one message has too much of something. */
  readonly isOfWorkspace: boolean;
}

/** Null where the error is about something else than blocks. */
export function blockRefusalIn(error: unknown): BlockRefusal | null {
  const refusal = refusalIn(error);
  if (refusal === null) return null;
  const { word, problems } = refusal;
  const isOfView =
    word === 'invalid_arguments' && problems.some((problem) => problem.includes('json-pointer:/view'));
  if (!REFUSALS.has(word) && !isOfView) return null;
  const isOfKind = word === 'invalid_blocks' || word === 'invalid_attachments' || isOfView;
  const isOfSize = problems.length > 0 && problems.every((problem) => SIZE.test(problem));
  return { error: word, problems, isOfWorkspace: isOfKind && !isOfSize };
}

function refusalIn(error: unknown): { readonly word: string; readonly problems: readonly string[] } | null {
  if (error instanceof ResponseRefusedError) return { word: error.reason, problems: [] };
  if (!(error instanceof WebAPIPlatformError)) return null;
  return { word: error.data.error, problems: error.data.response_metadata?.messages ?? [] };
}
