import { checkView } from '../block-kit/check.ts';
import { nameBlocks } from '../block-kit/name-blocks.ts';
import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';
import type { Arguments } from './arguments.ts';
import {
  failure,
  isReply,
  type Method,
  type MethodContext,
  missingArgument,
  type Reply,
  refused,
  success,
} from './method.ts';

export const open: Method = {
  token: 'bot',
  scope: null,
  run(args, context) {
    const view = readView(args, 'modal', context);
    if (isReply(view)) return view;
    if (isTaken(view.view, null, context)) return failure('duplicate_external_id');
    const trigger = context.workspace.triggers.exchange(args.text('trigger_id') ?? '');
    if (!trigger.ok) return failure(trigger.error);
    return success({ view: context.workspace.views.open(trigger.user, view.view) });
  },
};

export const push: Method = {
  token: 'bot',
  scope: null,
  run(args, context) {
    const view = readView(args, 'modal', context);
    if (isReply(view)) return view;
    if (isTaken(view.view, null, context)) return failure('duplicate_external_id');
    const trigger = context.workspace.triggers.exchange(args.text('trigger_id') ?? '');
    if (!trigger.ok) return failure(trigger.error);
    // Only a gesture made in a dialog can put another on top of it.
    if (trigger.fromView === null) return failure('invalid_trigger_id');
    const pushed = context.workspace.views.push(trigger.user, view.view);
    return pushed ? success({ view: pushed }) : failure('push_limit_reached');
  },
};

export const update: Method = {
  token: 'bot',
  scope: null,
  run(args, context) {
    const id = args.text('view_id');
    const externalId = args.text('external_id');
    if (id === null && externalId === null) return missingArgument('view_id');
    const found = context.workspace.views.find(id === null ? { externalId: externalId ?? '' } : { id });
    if (!found) return failure('not_found');
    const view = readView(args, found.view.type === 'home' ? 'home' : 'modal', context);
    if (isReply(view)) return view;
    if (isTaken(view.view, found.view.id, context)) return failure('duplicate_external_id');
    const hash = args.text('hash');
    if (hash !== null && hash !== found.view.hash) return failure('hash_conflict');
    return success({ view: context.workspace.views.update(found.user, found.view, view.view) });
  },
};

export const publish: Method = {
  token: 'bot',
  scope: null,
  run(args, context) {
    const view = readView(args, 'home', context);
    if (isReply(view)) return view;
    const user = context.workspace.directory.person(args.text('user_id') ?? '');
    if (!user) return failure('user_not_found');
    const hash = args.text('hash');
    const previous = context.workspace.views.homeOf(user.id);
    if (hash !== null && previous && hash !== previous.hash) return failure('hash_conflict');
    return success({ view: context.workspace.views.publishHome(user.id, view.view) });
  },
};

/** The view that was sent, checked and with ids in its blocks. */
function readView(args: Arguments, type: 'modal' | 'home', context: MethodContext): { view: Wire } | Reply {
  if (!args.has('view')) return missingArgument('view');
  const view = args.structure('view');
  const refusal = checkView(view, type, context.workspace.unknownBlocks);
  if (refusal) return refused(refusal);
  return isWire(view) ? { view: namedView(view, context) } : missingArgument('view');
}

function namedView(view: Wire, { workspace }: MethodContext): Wire {
  return { ...view, blocks: nameBlocks(wireList(view.blocks), workspace.ids) };
}

function isTaken(view: Wire, ownId: string | null, { workspace }: MethodContext): boolean {
  const externalId = textOrNull(view.external_id);
  if (!externalId) return false;
  const holder = workspace.views.find({ externalId });
  return holder !== null && holder.view.id !== ownId;
}
