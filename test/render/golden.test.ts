import { describe, it } from 'vitest';
import { renderJson } from '../../src/render/json.ts';
import { renderAnswer } from '../../src/render/slack/answer.ts';
import { renderFixView } from '../../src/render/slack/fix-view.ts';
import { renderText } from '../../src/render/terminal/text.ts';
import { atRisk, broken, healthy, unknown, unreached } from './diagnoses.ts';
import { expectGolden } from './golden.ts';
import { hostile } from './hostile-diagnoses.ts';

const asking = {
  jobId: 'command/T0001/1.2.3',
  asked: '/irsa check payments/api',
  user: 'U0001',
  reference: 'a1b2c3d4',
};

const diagnoses = { broken, healthy, 'at-risk': atRisk, unknown, unreached, hostile };

describe.each(Object.entries(diagnoses))('the %s answer', (name, diagnosis) => {
  it('reads as agreed in a terminal', () =>
    expectGolden(`${name}.txt`, renderText(diagnosis, { color: false })));

  it('reads as agreed in colour', () =>
    expectGolden(`${name}.ansi`, renderText(diagnosis, { color: true, width: 60 })));

  it('reads as agreed in JSON', () => expectGolden(`${name}.json`, renderJson(diagnosis)));

  const { plainBlocks, ...message } = renderAnswer(diagnosis, asking);

  it('reads as agreed in Slack', () => expectGolden(`${name}.slack.json`, JSON.stringify(message, null, 2)));

  it('reads as agreed in Slack where a workspace refuses the newest blocks', () =>
    expectGolden(`${name}.slack-plain.json`, JSON.stringify(plainBlocks, null, 2)));
});

describe.each(Object.entries({ broken, hostile }))(
  'the dialogs of the %s answer',
  (name, { fixes, target }) => {
    it.each([
      ['newest', 'views'],
      ['plain', 'views-plain'],
    ] as const)('read as agreed in the %s form', (form, kind) => {
      const views = fixes.map((fix) =>
        renderFixView(fix, { target, reference: 'a1b2c3d4', callbackId: 'fix', form }),
      );
      return expectGolden(`${name}.${kind}.json`, JSON.stringify(views, null, 2));
    });
  },
);
