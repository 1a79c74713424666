import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../src/checker/vocabulary/fix.ts';
import { renderFixView, renderOutdatedView } from '../../../src/render/slack/fix-view.ts';
import { viewProblems } from '../block-kit-limits.ts';
import { broken } from '../diagnoses.ts';

const context = { target: broken.target, reference: 'a1b2c3d4', callbackId: 'fix', form: 'newest' } as const;

function fixAt(index: number): Fix {
  const fix = broken.fixes[index];
  if (fix === undefined) throw new Error(`no fix ${index}`);
  return fix;
}

function boxesOf(view: ModalView): readonly string[] {
  return view.blocks
    .flatMap((block) =>
      block.type === 'rich_text' && 'elements' in block
        ? block.elements.flatMap((part) =>
            'elements' in part
              ? part.elements.flatMap((each) => ('text' in each ? [each.text ?? ''] : []))
              : [],
          )
        : [],
    )
    .filter((text) => typeof text === 'string');
}

function inputOf(view: ModalView): string | null {
  const input = view.blocks.find((block) => block.type === 'input');
  const element: unknown = input === undefined ? undefined : Reflect.get(input, 'element');
  return typeof element === 'object' && element !== null
    ? String(Reflect.get(element, 'initial_value'))
    : null;
}

function documentOf(statements: number): Fix['document'] {
  return {
    Version: '2012-10-17',
    Statement: Array.from({ length: statements }, (_, index) => ({ Sid: `S${index}` })),
  };
}

describe('the dialog of a corrected policy', () => {
  const view = renderFixView(fixAt(0), context);

  it('holds the whole policy, twice: in a box, and in an input for phones', () => {
    expect(JSON.parse(boxesOf(view)[0] ?? '')).toEqual(fixAt(0).document);
    expect(JSON.parse(inputOf(view) ?? '')).toEqual(fixAt(0).document);
  });

  it('holds the command exactly as it is to be run', () => {
    expect(boxesOf(view)).toContain(fixAt(0).commands[0]?.text);
  });

  it('holds what changes, and the proof', () => {
    expect(boxesOf(view)).toContain(fixAt(0).diff);
    expect(view.blocks).toContainEqual({
      type: 'alert',
      level: 'success',
      text: {
        type: 'mrkdwn',
        text: 'Proven: lets in `payments/api` and nobody else; still lets in `payments/worker`.',
        verbatim: true,
      },
    });
  });

  it('holds the proof in the words above where a workspace refuses alerts', () => {
    const plain = renderFixView(fixAt(0), { ...context, form: 'plain' });
    expect(viewProblems(plain, 'plain')).toEqual([]);
    expect(JSON.stringify(plain)).toContain('✓ Proven: lets in `payments/api` and nobody else');
  });

  it('holds the proof in the words above where it is longer than an alert', () => {
    const names = Array.from({ length: 4 }, (_, index) => `${'n'.repeat(60)}${index}:api`);
    const { proof } = fixAt(0);
    const kept = names.map((name) => `system:serviceaccount:${name}`);
    const long = renderFixView({ ...fixAt(0), proof: proof && { ...proof, kept } }, context);
    expect(viewProblems(long)).toEqual([]);
    expect(JSON.stringify(long)).toContain('✓ Proven: lets in');
    expect(JSON.stringify(long)).not.toContain('"alert"');
  });

  it('does not show green what the engine did not prove', () => {
    const { proof } = fixAt(0);
    const view = renderFixView({ ...fixAt(0), proof: proof && { ...proof, after: 'implicitDeny' } }, context);
    expect(view.blocks.find(({ type }) => type === 'alert')).toMatchObject({ level: 'warning' });
  });

  it('tells what became of the file', () => {
    const notice = 'The file is in the thread.';
    expect(JSON.stringify(renderFixView(fixAt(0), { ...context, notice }))).toContain(
      '{"type":"alert","text":{"type":"mrkdwn","text":"The file is in the thread."',
    );
    const plain = renderFixView(fixAt(0), { ...context, notice, form: 'plain' });
    expect(viewProblems(plain, 'plain')).toEqual([]);
    expect(JSON.stringify(plain)).toContain(notice);
  });

  it('has the submit button that Slack requires beside an input, and the given callback', () => {
    expect(view).toMatchObject({
      submit: { text: 'Done' },
      callback_id: 'fix',
      title: { text: 'Corrected trust policy' },
    });
  });

  it('writes a policy on one line into the input where it is too long indented', () => {
    const long = renderFixView({ ...fixAt(0), document: documentOf(150) }, context);
    expect(inputOf(long)).toBe(JSON.stringify(documentOf(150)));
    expect(viewProblems(long)).toEqual([]);
  });

  it('has no input for a policy that fits in no way, but still the whole policy', () => {
    const huge = renderFixView({ ...fixAt(0), document: documentOf(500) }, context);
    expect(inputOf(huge)).toBeNull();
    expect(JSON.parse(boxesOf(huge)[0] ?? '')).toEqual(documentOf(500));
    expect(huge).not.toHaveProperty('submit');
    expect(viewProblems(huge)).toEqual([]);
  });

  it('leaves out whole what is too long for any dialog, and says so', () => {
    const commands = [{ tool: 'terraform' as const, text: 'x'.repeat(300_000) }];
    const view = renderFixView({ ...fixAt(0), commands }, context);
    expect(JSON.stringify(view)).toContain('*Terraform*: too long for a dialog');
    expect(JSON.stringify(view)).not.toContain('xxx');
    expect(viewProblems(view)).toEqual([]);
  });
});

describe('the dialog of another fix', () => {
  it('shows its commands and asks for nothing', () => {
    const view = renderFixView(fixAt(1), context);
    expect(boxesOf(view)).toEqual([fixAt(1).commands[0]?.text]);
    expect(inputOf(view)).toBeNull();
    expect(view).not.toHaveProperty('submit');
  });
});

describe('the dialogs beside it', () => {
  it.each([['outdated answer', renderOutdatedView(), '`/irsa check namespace/serviceaccount`']])(
    'tell of an %s',
    (_, view, words) => {
      expect(viewProblems(view)).toEqual([]);
      expect(JSON.stringify(view)).toContain(words);
    },
  );
});
