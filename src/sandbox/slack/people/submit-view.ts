import { checkView } from '../block-kit/check.ts';
import { nameBlocks } from '../block-kit/name-blocks.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { StoredView } from '../state/views.ts';
import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';
import { type NotTaken, notTaken } from './outcome.ts';
import { type Scene, viewSubmission } from './payloads.ts';

/** What a person sees after pressing a dialog's submit button. */
export type SubmitOutcome =
  | { readonly ok: true; readonly action: 'closed' | 'cleared' | 'updated' | 'pushed' }
  /** The dialog stays, with a line under each of these blocks. */
  | { readonly ok: false; readonly error: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly error: NotTaken | 'invalid_response' };

/** Submits a dialog. `typed` is what stands in its inputs, by action id or block id; inputs not named keep what they began with. */
export async function submitView(
  scene: Scene,
  outbox: Outbox,
  view: StoredView,
  typed: Readonly<Record<string, string>>,
): Promise<SubmitOutcome> {
  const payload = viewSubmission(scene, view, inputValues(view, typed));
  const receipt = await outbox.ask({ kind: 'interactive', payload });
  const error = notTaken(receipt);
  if (error !== null) return { ok: false, error };
  const answer = receipt.outcome === 'acknowledged' && isWire(receipt.body) ? receipt.body : {};
  return follow(scene, view, answer);
}

function follow({ workspace, person }: Scene, view: StoredView, answer: Wire): SubmitOutcome {
  const { views } = workspace;
  switch (answer.response_action) {
    case undefined:
      views.close(person.id, view.id);
      return { ok: true, action: 'closed' };
    case 'clear':
      views.closeAll(person.id);
      return { ok: true, action: 'cleared' };
    case 'errors': {
      const errors = isWire(answer.errors) ? Object.entries(answer.errors) : [];
      return {
        ok: false,
        error: 'errors',
        errors: Object.fromEntries(errors.map(([block, line]) => [block, String(line)])),
      };
    }
    case 'update':
    case 'push': {
      const next = answer.view;
      if (!isWire(next) || checkView(next, 'modal') !== null) return { ok: false, error: 'invalid_response' };
      const named = { ...next, blocks: nameBlocks(wireList(next.blocks), workspace.ids) };
      if (answer.response_action === 'update') {
        views.update(person.id, view, named);
        return { ok: true, action: 'updated' };
      }
      return views.push(person.id, named)
        ? { ok: true, action: 'pushed' }
        : { ok: false, error: 'invalid_response' };
    }
    default:
      return { ok: false, error: 'invalid_response' };
  }
}

/** `state.values`: block id → action id → what stands there. */
function inputValues(view: StoredView, typed: Readonly<Record<string, string>>): Wire {
  const inputs = wireList(view.blocks).filter((block) => block.type === 'input');
  return Object.fromEntries(
    inputs.map((block) => {
      const element = isWire(block.element) ? block.element : {};
      const action = textOrNull(element.action_id) ?? '';
      const blockId = textOrNull(block.block_id) ?? '';
      return [blockId, { [action]: stateOf(element, typed[action] ?? typed[blockId] ?? null) }];
    }),
  );
}

function stateOf(element: Wire, typed: string | null): Wire {
  const options = wireList(element.options);
  if (options.length > 0) {
    const chosen = options.find((option) => option.value === typed) ?? element.initial_option ?? null;
    return { type: element.type, selected_option: chosen };
  }
  return { type: element.type, value: typed ?? textOrNull(element.initial_value) };
}
