import { isWire, textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { textObject, wordsOf } from './text-object.ts';
import { el, type Tree } from './tree.ts';

const HTML_TYPES: ReadonlyMap<unknown, string> = new Map([
  ['email_text_input', 'email'],
  ['url_text_input', 'url'],
  ['number_input', 'number'],
  ['datepicker', 'date'],
  ['timepicker', 'time'],
]);

/** An `input` block of a dialog: label, field, hint, and the place for what is wrong with it. */
export function input(block: Wire, names: Names): Tree {
  const element = isWire(block.element) ? block.element : {};
  const id = `field-${textOrNull(block.block_id) ?? ''}`;
  const hint = wordsOf(block.hint);
  const optional = block.optional === true ? [el('span', { class: 'optional' }, [' (optional)'])] : [];
  const described = `${id}-error${hint === '' ? '' : ` ${id}-hint`}`;
  const label: readonly Tree[] = [...textObject(block.label, names), ...optional];
  const isChoice = element.type === 'radio_buttons';
  return el('div', { class: 'field', 'data-block': textOrNull(block.block_id) ?? '' }, [
    ...(isChoice
      ? [radios(element, label, names)]
      : [el('label', { for: id }, label), field(element, id, described)]),
    ...(hint === '' ? [] : [el('p', { class: 'hint', id: `${id}-hint` }, [hint])]),
    el('p', { class: 'error', id: `${id}-error`, role: 'alert' }),
  ]);
}

function field(element: Wire, id: string, described: string): Tree {
  const name = textOrNull(element.action_id) ?? '';
  const shared = { id, name, 'aria-describedby': described };
  const placeholder = wordsOf(element.placeholder);
  const options = [
    ...wireList(element.options),
    ...wireList(element.option_groups).flatMap((group) => wireList(group.options)),
  ];
  if (options.length > 0) {
    const chosen = isWire(element.initial_option) ? element.initial_option.value : null;
    return el('select', shared, [
      el('option', { value: '' }, [placeholder || 'Choose one']),
      ...options.map((one) =>
        el(
          'option',
          {
            value: textOrNull(one.value) ?? '',
            ...(one.value === chosen && chosen !== null ? { selected: '' } : {}),
          },
          [wordsOf(one.text)],
        ),
      ),
    ]);
  }
  const initial = textOrNull(element.initial_value) ?? textOrNull(element.initial_date) ?? '';
  const hint = placeholder === '' ? {} : { placeholder };
  if (element.multiline === true) {
    return el('textarea', { ...shared, ...hint, rows: '8', spellcheck: 'false' }, [initial]);
  }
  return el('input', { ...shared, ...hint, type: HTML_TYPES.get(element.type) ?? 'text', value: initial });
}

function radios(element: Wire, label: readonly Tree[], names: Names): Tree {
  const name = textOrNull(element.action_id) ?? '';
  const chosen = isWire(element.initial_option) ? element.initial_option.value : null;
  return el('fieldset', {}, [
    el('legend', {}, label),
    ...wireList(element.options).map((one) => {
      const value = textOrNull(one.value) ?? '';
      const checked = value === chosen ? { checked: '' } : {};
      return el('label', { class: 'choice' }, [
        el('input', { type: 'radio', name, value, ...checked }),
        ...textObject(one.text, names),
      ]);
    }),
  ]);
}
