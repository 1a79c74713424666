import type { Symptom } from '../../checker/vocabulary/symptom.ts';
import { symptomFacts } from '../symptom-facts.ts';
import { plainSentence, visibleValue } from '../visible.ts';
import { type PageOptions, page as pageFor } from './page.ts';
import { wrap } from './wrap.ts';

/** An error that names no service account to check, as text without a final line break: what it means, what it says, what to do next. */
export function renderSymptomText(
  symptom: Symptom,
  { meaning, next }: { readonly meaning: string; readonly next: string },
  options: PageOptions,
): string {
  const { colors, width } = pageFor(options);
  const facts = symptomFacts(symptom);
  const labelWidth = Math.max(0, ...facts.map(({ label }) => label.length));
  const parts: readonly (readonly string[])[] = [
    wrap(plainSentence(meaning), width),
    facts.map(({ label, value }) => `  ${colors.dim(label.padEnd(labelWidth))}  ${visibleValue(value)}`),
    wrap(`Next: ${plainSentence(next)}`, width),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
