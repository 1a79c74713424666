import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/checker/vocabulary/diagnosis.ts';
import { renderText } from '../../../src/render/terminal/text.ts';
import { broken, healthy } from '../diagnoses.ts';

/** The broken diagnosis with other values to compare. */
function comparing(expected: string | null, actual: string | null): Diagnosis {
  const findings = broken.findings.map((finding) =>
    finding.id === broken.cause ? { ...finding, expected, actual } : finding,
  );
  return { ...broken, findings };
}

describe('renderText', () => {
  it('puts carets under the part that differs', () => {
    const lines = renderText(broken, { color: false }).split('\n');
    const at = lines.findIndex((line) => line.startsWith('  expected'));
    expect(lines.slice(at, at + 3)).toEqual([
      '  expected  system:serviceaccount:payments:api',
      '  found     system:serviceaccount:payment:api',
      '                                  ^^^^^^^',
    ]);
  });

  it('names the part that differs where carets would not stand right', () => {
    const wide = renderText(comparing('team/給与:api', 'team/経理:api'), { color: false });
    expect(wide).toContain('  differs   給与 is expected, 経理 is there');
    const narrow = renderText(broken, { color: false, width: 40 });
    expect(narrow).toContain('  differs   payments is expected, payment is there');
  });

  it('shows white space that would not be seen', () => {
    expect(renderText(comparing('arn:aws:x', 'arn:aws:x \n'), { color: false })).toContain(
      '  found     arn:aws:x \\n',
    );
  });

  it('says nothing where nothing is there', () => {
    expect(renderText(comparing('a role', null), { color: false })).toContain('  found     nothing');
  });

  it('wraps sentences to the width, but no value and no command', () => {
    const lines = renderText(broken, { color: false, width: 50 }).split('\n');
    const summary = lines.slice(2, lines.indexOf('', 2));
    expect(summary.join(' ')).toBe(broken.summary);
    expect(Math.max(...summary.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines).toContain(broken.fixes[0]?.commands[0]?.text);
  });

  it('numbers the fixes where there are several', () => {
    expect(renderText(broken, { color: false })).toMatch(
      /^Fix 1 of 2 {2}Let.*[\s\S]*^Fix 2 of 2 {2}Annotate/m,
    );
  });

  it('prints the whole policy where there is no diff', () => {
    const fixes = broken.fixes.slice(0, 1).map((fix) => ({ ...fix, diff: null }));
    expect(renderText({ ...broken, fixes }, { color: false })).toContain(
      '"Action": "sts:AssumeRoleWithWebIdentity"',
    );
  });

  it('says nothing of fixes where all is well', () => {
    expect(renderText(healthy, { color: false })).not.toMatch(/^Fix/m);
  });

  it('colours only when asked to', () => {
    const esc = String.fromCharCode(27);
    expect(renderText(broken, { color: true })).toContain(`${esc}[31m`);
    expect(renderText(broken, { color: false })).not.toContain(esc);
  });
});
