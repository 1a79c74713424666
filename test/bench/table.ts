import type { BenchLine } from './bench-line.ts';

/** Lines as a table for a page: what was measured, the ratios, the figures. */
export function tableOf(lines: readonly BenchLine[]): string {
  const rows = lines.map(({ measure, ratios, figures }) => [measure, listOf(ratios), listOf(figures)]);
  return [['measured', 'ratios', 'figures'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function listOf(figures: BenchLine['figures']): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value.toLocaleString('en')}`)
    .join(' · ');
}
