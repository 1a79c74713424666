import { toPlainText } from './plain-text.ts';

const token = /<([^<>|\s][^<>|]*)(?:\|([^<>]*))?>/g;
const linkScheme = /^(?:https?|ftp|ssh|mailto|tel|slack):/i;
const entity = /&(amp|lt|gt|quot|apos|#39);/g;
const entityCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};

/**
 * Undoes what Slack does to text, so that it reads as it was typed: links and e-mails give their label, mentions and channels their
 * plain name, dates their fallback, entities one decoding; code fences and backticks go, smart punctuation becomes ASCII.
 * Angle brackets that Slack did not make (`<ROLE>`, XML) stay. Takes Slack mrkdwn or plain text, returns trimmed plain text; linear.
 * Source: Slack, "Formatting text for app surfaces".
 */
export function cleanSlackText(text: string): string {
  const withoutTokens = text.replace(token, (whole, target: string, label: string | undefined) =>
    resolveToken(whole, target, label || null),
  );
  return toPlainText(decodeEntities(withoutTokens)).replace(/```|`/g, '').trim();
}

/** Undoes one escaping of `&`, `<`, `>` and quotes. */
export function decodeEntities(text: string): string {
  return text.replace(entity, (whole, name: string) => entityCharacters[name] ?? whole);
}

function resolveToken(whole: string, target: string, label: string | null): string {
  const body = target.slice(1);
  if (target.startsWith('@')) return `@${withoutSigil(label ?? body)}`;
  if (target.startsWith('#')) return `#${withoutSigil(label ?? body)}`;
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${withoutSigil(label ?? body.split('^')[0] ?? body)}`;
  if (linkScheme.test(target)) return label ?? target.replace(/^(?:mailto|tel):/i, '');
  return whole;
}

function withoutSigil(name: string): string {
  return name.replace(/^[@#]/, '');
}
