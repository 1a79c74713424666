import type { Command } from './command.ts';
import { AUDIT_USAGE, readAudit } from './command-audit.ts';
import { CHECK_USAGE, readCheck } from './command-target.ts';
import { nearestWord } from './nearest-word.ts';
import { quoteInput } from './quoting.ts';
import { redactSecrets } from './secrets.ts';
import { cleanSlackText } from './slack-text.ts';
import { parseSymptom } from './symptom.ts';

const MAX_CHARACTERS = 10_000;
/** Characters that no keyboard makes. What Slack adds by itself, zero-width characters, is not among them and is dropped in silence. */
const control = /(?![\t\n\r])\p{Cc}/u;
const explainPrefix = /^[*_`"']{0,4}explain(?![\w/-])[*_`"':]{0,4}/i;
const helpWords = ['help', '?', '-h', '--help'];
const commands = ['check', 'audit', 'explain', 'help'] as const;
const usages: Readonly<Record<(typeof commands)[number], string>> = {
  check: CHECK_USAGE,
  audit: AUDIT_USAGE,
  explain: 'write `explain` and the error text after it',
  help: 'write `help`',
};

/**
 * What somebody wants, from the words after `/irsa` or after the bot's mention, as Slack sends them. `check ns/sa [cluster]` or `ns/sa
 * [cluster]` with `--cluster NAME` and `--pod NAME`, `audit [namespace] [cluster]`, `explain TEXT` or the error alone, `help` or nothing. Whatever else comes is
 * `invalid`, with one sentence that says what to write. Never throws.
 */
export function parseCommand(text: string): Command {
  const asked = text.trim().replace(/^\/irsa(?!\S)\s*/i, '');
  const explain = explainPrefix.exec(asked);
  if (explain !== null) return readExplain(asked.slice(explain[0].length).trim());
  if (parseSymptom(asked).kind !== 'not-relevant') return readPaste(asked);
  if (asked.length > MAX_CHARACTERS) {
    return invalid(
      `That is ${asked.length} characters long and holds no AWS error that I know`,
      usages.check,
    );
  }
  if (control.test(asked)) return invalid('That holds control characters', usages.check);
  return readWords(wordsOf(asked));
}

function readExplain(text: string): Command {
  if (wordsOf(text).length === 0) return invalid('`explain` needs an error', usages.explain);
  return { kind: 'explain', text };
}

/** An error after `check ns/sa` is there to be seen; the service account is what was asked about. */
function readPaste(text: string): Command {
  const [first = '', ...rest] = wordsOf(text);
  const check = first.toLowerCase() === 'check' ? readCheck(rest.slice(0, 1)) : null;
  return check?.kind === 'check' ? check : { kind: 'explain', text };
}

function readWords(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined) return { kind: 'help' };
  const command = first.toLowerCase();
  if (helpWords.includes(command)) return { kind: 'help' };
  if (command === 'check') return readCheck(rest);
  if (command === 'audit') return readAudit(rest);
  if (first.includes('/') || first.startsWith('system:serviceaccount:')) return readCheck(words);
  const meant = nearestWord(command, commands);
  return meant === null
    ? invalid(`${quoteInput(first)} is not a command that I know`, usages.check)
    : invalid(`${quoteInput(first)} is not a command that I know, but \`${meant}\` is`, usages[meant]);
}

/** Words without what people and Slack put around them: quotes, backticks, bold marks, the comma or full stop after. No name is a secret, so none is taken for one. */
function wordsOf(text: string): readonly string[] {
  return redactSecrets(cleanSlackText(text))
    .text.split(/\s+/)
    .map((word) => word.replace(/^["'*_`]{1,4}/, '').replace(/["'*_`,;.!]{1,4}$/, ''))
    .filter((word) => word !== '');
}

function invalid(problem: string, remedy: string): Command {
  return { kind: 'invalid', message: `${problem}: ${remedy}.` };
}
