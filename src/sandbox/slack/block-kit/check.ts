import { isWire, type Wire, wireList } from '../state/wire.ts';
import { messageBlocks } from './blocks.ts';
import { type Problem, problemsOf } from './problems.ts';
import { view as viewSchema } from './view.ts';

/** Characters over all blocks of a message. Slack documents no such limit and refuses at about this many. */
const maxCharacters = 13_200;
const maxTableCharacters = 10_000;
const maxViewBytes = 250_000;

/** What Slack answers: the error's name, and for faulty blocks what is wrong in each place. */
export interface Refusal {
  readonly error: string;
  readonly problems: readonly Problem[];
}

/** Block types that a workspace does not know, as one does that is behind, or GovSlack. */
export type UnknownTypes = ReadonlySet<string>;
const NONE: UnknownTypes = new Set();

/** Checks a message's blocks as Slack does before it takes them; null where it takes them. `blocks` is what was sent, of any type. */
export function checkMessageBlocks(blocks: unknown, unknown: UnknownTypes = NONE): Refusal | null {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', problems: [] };
  const strange = strangers('/blocks', wireList(blocks), unknown);
  if (strange.length > 0) return { error: 'invalid_blocks', problems: strange };
  const parsed = messageBlocks.safeParse(blocks);
  const problems = parsed.success ? [] : problemsOf('/blocks', blocks, parsed.error);
  const all = [
    ...problems,
    ...checkIds('/blocks', wireList(blocks)),
    ...checkTables('/blocks', wireList(blocks)),
  ];
  if (all.length > 0) return { error: 'invalid_blocks', problems: all };
  if (tablesIn(wireList(blocks)).length > 1) return { error: 'only_one_table_allowed', problems: [] };
  if (countCharacters(blocks) > maxCharacters) return { error: 'msg_blocks_too_long', problems: [] };
  return null;
}

/** Checks a view as `views.*` do; null where Slack takes it. */
export function checkView(
  view: unknown,
  type: 'modal' | 'home',
  unknown: UnknownTypes = NONE,
): Refusal | null {
  if (!isWire(view)) return invalid([{ pointer: '/view', words: 'must provide an object' }]);
  if (Buffer.byteLength(JSON.stringify(view)) > maxViewBytes)
    return { error: 'view_too_large', problems: [] };
  if (view.type !== type && (view.type === 'modal' || view.type === 'home'))
    return invalid([{ pointer: '/view/type', words: 'must be a valid enum value' }]);
  const strange = strangers('/view/blocks', wireList(view.blocks), unknown);
  if (strange.length > 0) return invalid(strange);
  const parsed = viewSchema.safeParse(view);
  const problems = parsed.success ? [] : problemsOf('/view', view, parsed.error);
  const blocks = wireList(view.blocks);
  const all = [...problems, ...checkIds('/view/blocks', blocks), ...checkTables('/view/blocks', blocks)];
  return all.length > 0 ? invalid(all) : null;
}

function invalid(problems: readonly Problem[]): Refusal {
  return { error: 'invalid_arguments', problems };
}

/** Ids are unique: blocks' within a message or view, actions' within their block. */
function checkIds(base: string, blocks: readonly Wire[]): readonly Problem[] {
  const problems: Problem[] = [];
  const blockIds = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const id = block.block_id;
    if (id !== undefined && blockIds.has(id))
      problems.push({ pointer: `${base}/${index}/block_id`, words: `block_id ${String(id)} already exists` });
    blockIds.add(id);
    const actionIds = new Set<unknown>();
    for (const [at, element] of wireList(block.elements).entries()) {
      const action = element.action_id;
      if (action !== undefined && actionIds.has(action))
        problems.push({
          pointer: `${base}/${index}/elements/${at}/action_id`,
          words: `action_id ${String(action)} already exists in this block`,
        });
      actionIds.add(action);
    }
    problems.push(...checkIds(`${base}/${index}/child_blocks`, wireList(block.child_blocks)));
  }
  return problems;
}

/** Every block, at any depth, of a type that the workspace does not know. */
function strangers(base: string, blocks: readonly Wire[], unknown: UnknownTypes): readonly Problem[] {
  return blocks.flatMap((block, index) => [
    ...(unknown.has(String(block.type))
      ? [{ pointer: `${base}/${index}/type`, words: `unsupported type: ${String(block.type)}` }]
      : []),
    ...strangers(`${base}/${index}/child_blocks`, wireList(block.child_blocks), unknown),
  ]);
}

/** Tables of either kind, those in containers too: a message holds one of all. */
function tablesIn(blocks: readonly Wire[]): readonly Wire[] {
  return blocks.flatMap((block) => [
    ...(block.type === 'table' || block.type === 'data_table' ? [block] : []),
    ...tablesIn(wireList(block.child_blocks)),
  ]);
}

function checkTables(base: string, blocks: readonly Wire[]): readonly Problem[] {
  return blocks.flatMap((block, index) => {
    const isTable = block.type === 'table' || block.type === 'data_table';
    const inside = checkTables(`${base}/${index}/child_blocks`, wireList(block.child_blocks));
    if (!isTable || countCharacters(block.rows) <= maxTableCharacters) return inside;
    return [
      { pointer: `${base}/${index}/rows`, words: `must be less than ${maxTableCharacters + 1} characters` },
    ];
  });
}

/** The characters that people see: every string under a `text` key, at any depth. */
function countCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countCharacters(one), 0);
  if (!isWire(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (key === 'text' && typeof one === 'string' ? one.length : countCharacters(one)),
    0,
  );
}
