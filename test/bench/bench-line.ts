import { round } from './measure.ts';

/** A line of figures: ratios first, for they mean the same on every machine. */
export interface BenchLine<Suite extends string = string> {
  readonly suite: Suite;
  readonly measure: string;
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
}

type Figures = Readonly<Record<string, number>>;

/** A line whose figures are rounded to three digits that count; what was counted stays as it is. */
export function benchLine<Suite extends string>(
  suite: Suite,
  measure: string,
  ratios: Figures,
  figures: Figures,
): BenchLine<Suite> {
  return { suite, measure, ratios: rounded(ratios), figures: rounded(figures) };
}

function rounded(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number.isInteger(value) ? value : round(value)]),
  );
}
