import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderAnswer } from '../../src/render/slack/answer.ts';
import { renderFixView } from '../../src/render/slack/fix-view.ts';
import { renderText } from '../../src/render/terminal/text.ts';
import { titleInFull } from '../../src/render/title-in-full.ts';
import { anyDiagnosis } from './any-diagnosis.ts';
import { messageProblems, viewProblems } from './block-kit-limits.ts';
import { atRisk, broken, healthy, unknown, unreached } from './diagnoses.ts';
import { hostile, long } from './hostile-diagnoses.ts';
import { mrkdwnProblems } from './mrkdwn-problems.ts';

const RUNS = { numRuns: 200 };
const asking = {
  jobId: 'message/T1/C1/1700000000.000100',
  asked: '<!channel> `x`',
  user: 'U0001',
  reference: 'a1b2',
};
const view = { reference: 'a1b2', callbackId: 'fix' };

const examples = [broken, healthy, atRisk, unknown, unreached, hostile, long].map(
  (diagnosis): [Diagnosis] => [diagnosis],
);

describe('whatever the diagnosis holds', () => {
  it('makes a message that Slack takes and that mentions nobody but who asked', () => {
    fc.assert(
      fc.property(anyDiagnosis, (diagnosis) => {
        const message = renderAnswer(diagnosis, asking);
        expect(messageProblems(message)).toEqual([]);
        expect(message.text.length).toBeLessThanOrEqual(3_900);
        expect(mrkdwnProblems(message, '<@U0001>')).toEqual([]);
      }),
      { ...RUNS, examples },
    );
  });

  it('makes dialogs that Slack takes and that mention nobody', () => {
    fc.assert(
      fc.property(anyDiagnosis, (diagnosis) => {
        for (const fix of diagnosis.fixes) {
          for (const form of ['newest', 'plain'] as const) {
            const dialog = renderFixView(fix, { target: diagnosis.target, form, ...view });
            expect(viewProblems(dialog, form)).toEqual([]);
            expect(mrkdwnProblems(dialog)).toEqual([]);
          }
        }
      }),
      { ...RUNS, examples },
    );
  });

  it('never sends the terminal anything that it would obey or hide', () => {
    fc.assert(
      fc.property(anyDiagnosis, (diagnosis) => {
        expect(renderText(diagnosis, { color: false })).not.toMatch(
          /(?!\n|\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u,
        );
      }),
      { ...RUNS, examples },
    );
  });

  it('sends the terminal only its own colours', () => {
    const esc = String.fromCharCode(27);
    const ownColors = new RegExp(`${esc}\\[\\d{1,2}m`, 'g');
    fc.assert(
      fc.property(anyDiagnosis, (diagnosis) => {
        const text = renderText(diagnosis, { color: true, width: 72 }).replace(ownColors, '');
        expect(text).not.toMatch(/(?!\n|\t)\p{Cc}/u);
      }),
      { ...RUNS, examples },
    );
  });

  it('makes JSON that says the same and holds no control character', () => {
    fc.assert(
      fc.property(anyDiagnosis, (diagnosis) => {
        const text = renderJson(diagnosis);
        const parsed: unknown = JSON.parse(text);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(parsed).toMatchObject({
          target: diagnosis.target,
          summary: diagnosis.summary,
          findings: diagnosis.findings.map((finding) => ({ ...finding, title: titleInFull(finding) })),
          fixes: diagnosis.fixes,
          next: diagnosis.next ?? [],
        });
      }),
      { ...RUNS, examples },
    );
  });
});
