import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/checker/vocabulary/diagnosis.ts';
import { renderAnswer } from '../../../src/render/slack/answer.ts';
import { messageProblems } from '../block-kit-limits.ts';
import { atRisk, broken, healthy, unknown } from '../diagnoses.ts';

const asking = { jobId: 'J1', asked: '/irsa check payments/api', user: 'U0001', reference: 'a1b2c3d4' };

interface ShownButton {
  readonly action: string | undefined;
  readonly text: string;
  readonly value: string | undefined;
  readonly url: string | undefined;
}

function buttonsOf(diagnosis: Diagnosis): readonly ShownButton[] {
  return renderAnswer(diagnosis, asking).blocks.flatMap((block) => {
    const elements =
      block.type === 'actions' ? block.elements : block.type === 'section' ? [block.accessory] : [];
    return elements.flatMap((element) =>
      element?.type === 'button'
        ? [{ action: element.action_id, text: element.text.text, value: element.value, url: element.url }]
        : [],
    );
  });
}

const plainBlocksOf = (diagnosis: Diagnosis) => renderAnswer(diagnosis, asking).plainBlocks ?? [];

function sectionsOf(diagnosis: Diagnosis): readonly string[] {
  return sectionsIn(plainBlocksOf(diagnosis));
}

function sectionsIn(blocks: readonly { readonly type: string }[]): readonly string[] {
  return blocks.flatMap((block) => {
    const text: unknown = block.type === 'section' ? Reflect.get(block, 'text') : null;
    return typeof text === 'object' && text !== null ? [String(Reflect.get(text, 'text'))] : [];
  });
}

function boxOf(diagnosis: Diagnosis) {
  const box = renderAnswer(diagnosis, asking).blocks.find((block) => block.type === 'container');
  if (box === undefined) throw new Error('there is no box');
  return box;
}

/** Each cell as its pieces of text with their styles. */
function cellsOf(diagnosis: Diagnosis): readonly (readonly (readonly [string, string])[])[] {
  const table = renderAnswer(diagnosis, asking).blocks.find((block) => block.type === 'table');
  return (table?.rows ?? []).flat().map((cell) => {
    const [part] = cell.type === 'rich_text' ? cell.elements : [];
    const pieces = part?.type === 'rich_text_section' ? part.elements : [];
    return pieces.map((piece) =>
      piece.type === 'text' ? [piece.text, Object.keys(piece.style ?? {}).join(' ')] : ['', piece.type],
    );
  });
}

describe('the buttons of an answer', () => {
  it('are the fix of the cause, the role in IAM, another check, and each further fix by its own', () => {
    expect(buttonsOf(broken)).toEqual([
      { action: 'fix_show', text: 'Get corrected policy', value: '{"job":"J1","fix":0}', url: undefined },
      {
        action: 'open_iam',
        text: 'Open in IAM',
        value: undefined,
        url: 'https://console.aws.amazon.com/iam/home#/roles/details/payments-api?section=trust_relationships',
      },
      { action: 'check_again', text: 'Check again', value: '{"job":"J1"}', url: undefined },
      { action: 'fix_show', text: 'Show the fix', value: '{"job":"J1","fix":1}', url: undefined },
    ]);
  });

  it('promise a policy only where the fix is one', () => {
    const onlyAnnotation = { ...broken, cause: 'role.arn-differs' };
    expect(buttonsOf(onlyAnnotation)[0]).toMatchObject({
      text: 'Show the fix',
      value: '{"job":"J1","fix":1}',
    });
  });

  it('offer no fix where there is none', () => {
    expect(buttonsOf(healthy).map(({ text }) => text)).toEqual(['Open in IAM', 'Check again']);
  });

  it('leave IAM out where the role is not known', () => {
    const target = { ...healthy.target, roleArn: null };
    expect(buttonsOf({ ...healthy, target }).map(({ text }) => text)).toEqual(['Check again']);
  });

  it('open what the role may do where that is the matter', () => {
    const findings = broken.findings.map((each) =>
      each.id === broken.cause ? { ...each, layer: 'permissions' as const } : each,
    );
    expect(buttonsOf({ ...broken, findings })[1]?.url).toMatch(/\?section=permissions$/);
  });

  it('open the console of the role’s partition', () => {
    expect(buttonsOf(atRisk)[0]?.url).toMatch(/^https:\/\/console\.amazonaws\.cn\//);
  });
});

describe('the newest form of an answer', () => {
  const withValues = (expected: string | null, actual: string | null): Diagnosis => {
    const findings = broken.findings.map((each) =>
      each.id === broken.cause ? { ...each, expected, actual } : each,
    );
    return { ...broken, findings };
  };

  it('has the verdict first, then the cause, both values, the fix and its button, the folded checks, and who asked', () => {
    expect(renderAnswer(broken, asking).blocks.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'table',
      'section',
      'section',
      'section',
      'actions',
      'section',
      'container',
      'context',
    ]);
  });

  it('puts expected and found side by side and marks the part that differs', () => {
    expect(cellsOf(broken)).toEqual([
      [['Expected', 'bold']],
      [['Found', 'bold']],
      [
        ['system:serviceaccount:', ''],
        ['payments', 'bold code'],
        [':api', ''],
      ],
      [
        ['system:serviceaccount:', ''],
        ['payment', 'bold code'],
        [':api', ''],
      ],
    ]);
  });

  it.each([
    ['sts.amazonaws.com', null, [['sts.amazonaws.com', 'code']], [['nothing', '']]],
    ['x', '', [['x', 'code']], [['(empty)', 'italic']]],
    ['api', 'web\n ', [['api', 'code']], [['web\\n␠', 'code']]],
    [
      'role/teams/api',
      'role/api',
      [
        ['role/', ''],
        ['teams/api', 'bold code'],
      ],
      [
        ['role/', ''],
        ['api', 'bold code'],
      ],
    ],
    ['<!channel> *b* `c` :aws: &', null, [['<!channel> *b* `c` :aws: &', 'code']], [['nothing', '']]],
  ])('shows %j and %j as they are', (expected, actual, left, right) => {
    expect(cellsOf(withValues(expected, actual)).slice(2)).toEqual([left, right]);
  });

  it('cuts a value that no table holds, and marks nothing in it', () => {
    const message = renderAnswer(withValues(`${'x'.repeat(20_000)}:a`, `${'x'.repeat(20_000)}:b`), asking);
    expect(messageProblems(message)).toEqual([]);
    expect(JSON.stringify(message.blocks.find(({ type }) => type === 'table'))).not.toContain(
      '"bold":true,"code"',
    );
  });

  it('folds every check by itself under its layer, and where it was read', () => {
    const box = boxOf(broken);
    expect(box).toMatchObject({
      title: { text: 'Checks: 2 failed, 6 ok' },
      is_collapsible: true,
      default_collapsed: true,
    });
    const [checks = '', read = ''] = sectionsIn(box.child_blocks);
    expect(checks.split('\n').slice(0, 5)).toEqual([
      '*Service account*',
      '✓ ok: The service account exists',
      '✓ ok: The service account names a role',
      '',
      '*Pods*',
    ]);
    expect(checks.split('\n').slice(-2)).toEqual([
      '*Trust policy*',
      '✗ *failed*: The trust policy names another namespace or service account',
    ]);
    expect(read.split('\n').slice(0, 2)).toEqual(['*Where it was read*', '`iam:GetRole` role payments-api']);
  });

  it('counts the checks that are well only where all of them do not fit', () => {
    const [first] = healthy.findings;
    const many = Array.from({ length: 400 }, () => first).filter((each) => each !== undefined);
    const message = renderAnswer({ ...broken, findings: [...many, ...broken.findings] }, asking);
    expect(messageProblems(message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toContain('✓ ok: 402 checks of the service account');
    expect(JSON.stringify(message.blocks)).toContain('✗ *failed*: The trust policy names another');
  });

  it('holds no rich text in the box, which Slack would refuse', () => {
    for (const diagnosis of [broken, healthy, atRisk, unknown])
      expect(new Set(boxOf(diagnosis).child_blocks.map(({ type }) => type))).toEqual(new Set(['section']));
  });
});

describe('the body of an answer', () => {
  it('shows expected and found side by side and names the part that differs', () => {
    expect(plainBlocksOf(broken)[2]).toMatchObject({
      fields: [
        { text: '*Expected*\n`system:serviceaccount:payments:api`' },
        { text: '*Found*\n`system:serviceaccount:payment:api`' },
      ],
    });
    expect(sectionsOf(broken)).toContain('They differ here: `payments` is expected, `payment` is there.');
  });

  it('says what permission would help where something could not be read', () => {
    expect(sectionsOf(unknown).join('\n')).toContain('Grant `iam:GetRole` to the bot and ask again.');
  });

  it('compares nothing where all is well', () => {
    expect(plainBlocksOf(healthy).some((block) => 'fields' in block)).toBe(false);
    expect(renderAnswer(healthy, asking).blocks.some(({ type }) => type === 'table')).toBe(false);
  });

  it('does not call a healthy service account into question by what was not known', () => {
    const doubtful = { ...unknown, verdict: 'healthy' as const, summary: 'All is well.' };
    expect(sectionsOf(doubtful).slice(0, 2)).toEqual(['All is well.', expect.stringMatching(/^\*Checks:\*/)]);
  });

  it('lists the checks in causal order, those that are well counted by layer', () => {
    const checks = sectionsOf(broken).at(-1)?.split('\n') ?? [];
    expect(checks[0]).toBe('*Checks:* 2 failed, 6 ok');
    expect(checks[1]).toBe('✓ ok: 2 checks of the service account');
    expect(checks.at(-1)).toBe('✗ *failed*: The trust policy names another namespace or service account');
  });

  it('never leaves out a failure for the many checks that are well', () => {
    const [first] = healthy.findings;
    const many = Array.from({ length: 120 }, () => first).filter((each) => each !== undefined);
    const message = renderAnswer({ ...broken, findings: [...many, ...broken.findings] }, asking);
    const text = JSON.stringify(message.plainBlocks);
    expect(messageProblems(message)).toEqual([]);
    expect(text).toContain('✓ ok: 122 checks of the service account');
    expect(text).toContain('✗ *failed*: The trust policy names another namespace or service account');
  });

  it('tells once what explains several open questions', () => {
    const findings = [...unknown.findings, ...unknown.findings, ...unknown.findings].map(
      (finding, index) => ({
        ...finding,
        id: `${finding.id}.${index}`,
      }),
    );
    expect(
      sectionsOf({ ...unknown, findings })
        .join('\n')
        .match(/Grant/g),
    ).toHaveLength(1);
  });

  it('does not explain what the summary says already', () => {
    const summary = 'It is not known: access was denied. Grant iam:GetRole to the bot and ask again.';
    expect(
      sectionsOf({ ...unknown, summary })
        .join('\n')
        .match(/Grant/g),
    ).toHaveLength(1);
  });

  it('mentions nobody where the user is not one', () => {
    const { blocks } = renderAnswer(broken, { ...asking, user: 'U1> <!channel' });
    expect(JSON.stringify(blocks)).not.toContain('<@');
  });
});

describe('the text of an answer', () => {
  it('is an answer by itself, down to the command that mends it', () => {
    const { text } = renderAnswer(broken, asking);
    expect(text.split('\n').slice(0, 7)).toEqual([
      '🔴 Broken: `payments/api` on `prod-eu`',
      'The trust policy of role payments-api lets in `payment/api`, but the pods are `payments/api`, so STS turns them away.',
      'Expected: `system:serviceaccount:payments:api`',
      'Found: `system:serviceaccount:payment:api`',
      'Fix: Let `system:serviceaccount:payments:api` into role payments-api',
      'Proven: lets in `payments/api` and nobody else; still lets in `payments/worker`.',
      'Reference: `a1b2c3d4`',
    ]);
    expect(text).toContain('aws iam update-assume-role-policy --role-name payments-api');
  });

  it.each([
    ['does not fit whole', 'x'.repeat(4_000)],
    ['would be changed by escaping', 'echo `id`'],
  ])('leaves a command out that %s', (_, command) => {
    const fixes = broken.fixes.map((fix) => ({
      ...fix,
      commands: [{ tool: 'aws' as const, text: command }],
    }));
    expect(renderAnswer({ ...broken, fixes }, asking).text).not.toContain('```');
  });
});
