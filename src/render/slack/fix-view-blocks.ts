import type { InputBlock, KnownBlock } from '@slack/types';
import type { Fix, FixCommand } from '../../checker/vocabulary/fix.ts';
import { jsonText } from '../json-text.ts';
import { visibleLines } from '../visible.ts';
import { plainText, preformatted, section } from './blocks.ts';
import { LIMITS } from './limits.ts';

const TOOL_NAMES: Readonly<Record<FixCommand['tool'], string>> = {
  aws: 'AWS CLI',
  kubectl: 'kubectl',
  eksctl: 'eksctl',
  terraform: 'Terraform',
};
/** A dialog takes 250 kB in all. What is left out is left out whole: half a policy or half a command is worse than none. */
const BOXES_BYTES = 200_000;
const COMMANDS_AT_MOST = 20;

/** All that people copy, each in a box under its name: the corrected policy in full, the commands, the diff. */
export function boxes({ document, commands, diff }: Fix): readonly KnownBlock[] {
  const contents = [
    ...(document === null
      ? []
      : [{ title: '*The whole policy*, in place of the one that is there', text: jsonText(document) }]),
    ...commands
      .slice(0, COMMANDS_AT_MOST)
      .map(({ tool, text }) => ({ title: `*${TOOL_NAMES[tool]}*`, text })),
    ...(diff === null ? [] : [{ title: '*What changes*', text: diff }]),
  ];
  let room = BOXES_BYTES;
  return contents.flatMap(({ title, text }) => {
    const shown = visibleLines(text);
    if (shown.trim() === '') return [];
    const bytes = Buffer.byteLength(JSON.stringify(shown));
    if (bytes > room) return [section(`${title}: too long for a dialog, \`irsa-doctor check\` prints it`)];
    room -= bytes;
    return [section(title), preformatted(shown)];
  });
}

/** A phone selects all of an input at a touch, but not of a box. Indented where that fits, else on one line, else left out. */
export function policyInput({ document }: Fix): InputBlock | null {
  if (document === null) return null;
  const text = [jsonText(document), jsonText(document, 0)].find(({ length }) => length <= LIMITS.inputValue);
  if (text === undefined) return null;
  return {
    type: 'input',
    optional: true,
    label: plainText('To copy on a phone: select all', LIMITS.label),
    element: { type: 'plain_text_input', action_id: 'policy', multiline: true, initial_value: text },
  };
}
