import type { KnownBlock } from '@slack/types';

/** What is posted. `text` is a complete answer by itself: for notifications, screen readers, and clients that refuse the blocks. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** The same in blocks that every workspace takes. Left out where `blocks` hold nothing newer. */
  readonly plainBlocks?: readonly KnownBlock[];
}
