import { checkMessageBlocks } from '../block-kit/check.ts';
import { nameBlocks } from '../block-kit/name-blocks.ts';
import type { Content } from '../state/messages.ts';
import { isWire, type Wire, wireList } from '../state/wire.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';
import { failure, type Reply, refused } from './method.ts';

/** Slack cuts a posted text here. */
const maxText = 40_000;
const maxMarkdown = 12_000;
const maxAttachments = 100;

export type ContentReading =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly refusal: Reply };

/** Reads and checks what a message is to say, from a method's arguments, a response_url's body or the answer to a command. */
export function readContent(args: Arguments, workspace: Workspace): ContentReading {
  const markdown = args.text('markdown_text');
  if (markdown !== null && (args.has('text') || args.has('blocks')))
    return no(failure('markdown_text_conflict'));
  if (markdown !== null && markdown.length > maxMarkdown) return no(failure('msg_too_long'));
  const blocks = args.structure('blocks');
  if (blocks !== undefined && blocks !== null) {
    const refusal = checkMessageBlocks(blocks, workspace.unknownBlocks);
    if (refusal) return no(refused(refusal));
  } else if (args.has('blocks')) return no(failure('invalid_blocks_format'));
  const attachments = args.structure('attachments');
  if (args.has('attachments') && !Array.isArray(attachments)) return no(failure('invalid_attachments'));
  if (wireList(attachments).length > maxAttachments) return no(failure('too_many_attachments'));
  const metadata = readMetadata(args);
  if (metadata === 'malformed') return no(failure('invalid_metadata_format'));
  if (metadata === 'incomplete') return no(failure('invalid_metadata_schema'));

  const text = (markdown ?? args.text('text') ?? '').slice(0, maxText);
  const named = nameBlocks(wireList(blocks), workspace.ids);
  const attached = wireList(attachments);
  return {
    ok: true,
    content: {
      text,
      ...(named.length > 0 ? { blocks: named } : {}),
      ...(attached.length > 0 ? { attachments: attached } : {}),
      ...(metadata ? { metadata } : {}),
    },
  };
}

/** True where there is nothing to show: Slack's `no_text`. */
export function isEmpty(content: Content): boolean {
  return content.text === '' && !content.blocks && !content.attachments && !content.files;
}

function no(refusal: Reply): ContentReading {
  return { ok: false, refusal };
}

function readMetadata(args: Arguments): Wire | 'malformed' | 'incomplete' | null {
  if (!args.has('metadata')) return null;
  const metadata = args.structure('metadata');
  if (!isWire(metadata)) return 'malformed';
  if (Object.keys(metadata).length === 0) return null;
  return typeof metadata.event_type === 'string' && isWire(metadata.event_payload) ? metadata : 'incomplete';
}
