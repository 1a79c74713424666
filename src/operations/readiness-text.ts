import { isBad } from './condition.ts';
import type { ReadinessReport } from './readiness.ts';

/** The report for a person with curl: a line for the whole and each integration, and what is wrong under it with its remedy. */
export function readinessText({ status, integrations }: ReadinessReport): string {
  const lines = integrations.flatMap(({ integration, state, conditions }) => [
    `${integration}: ${state}`,
    ...conditions
      .filter(isBad)
      .flatMap(({ subject, reason, remedy }) => [
        `  ${subject}: ${oneLine(reason)}`,
        ...(remedy === null ? [] : [`    ${remedy}`]),
      ]),
  ]);
  return `${[status, ...lines].join('\n')}\n`;
}

/** Reasons hold words of other systems. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ');
}
