import { checkMessageBlocks, checkView, type Refusal } from '../block-kit/check.ts';
import { isWire } from '../state/wire.ts';
import { failure, type Method, type Reply, success } from './method.ts';

/** Says what is wrong with blocks, a message or a view, and shows them to nobody. The one method that asks for no token. */
export const validate: Method = {
  token: 'none',
  scope: null,
  run(args, { workspace: { unknownBlocks } }) {
    const given = ['blocks', 'message', 'view'].filter((name) => args.has(name));
    const [name, ...others] = given;
    if (name === undefined || others.length > 0) return failure('invalid_arguments');
    const value = args.structure(name);
    if (name === 'blocks') return told('invalid_blocks', checkMessageBlocks(value, unknownBlocks));
    if (name === 'message') {
      const blocks = isWire(value) ? (value.blocks ?? []) : value;
      return told('invalid_message', checkMessageBlocks(blocks, unknownBlocks));
    }
    const isHome = isWire(value) && value.type === 'home';
    return told('invalid_view', checkView(value, isHome ? 'home' : 'modal', unknownBlocks));
  },
};

function told(error: string, refusal: Refusal | null): Reply {
  if (refusal === null) return success();
  const errors = refusal.problems.map(({ pointer, words }) => ({ pointer, message: words }));
  return failure(error, { errors: errors.length > 0 ? errors : [{ pointer: '', message: refusal.error }] });
}
