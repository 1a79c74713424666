import type { Verdict } from '../../checker/vocabulary/diagnosis.ts';
import { askedBy } from './asked-by.ts';
import { context, section } from './blocks.ts';
import { code, prose } from './escape.ts';
import { fitted } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { verdictLine } from './verdict-line.ts';

const NAME = 300;
const SUMMARY = 1_000;
const VALUE = 300;

export interface ParentContext {
  readonly asked: string;
  /** Slack user id of who asked. */
  readonly user: string | null;
  /** What is checked, as people say it: `payments/api`. */
  readonly name?: string;
  /** Once it is known. */
  readonly verdict?: Verdict;
  /** The diagnosis' sentence; for an answer without a verdict, what it comes to. */
  readonly summary?: string;
  /** What the finding that explains the verdict compares. */
  readonly compared?: { readonly expected: string | null; readonly actual: string | null };
}

/** The message that a command leaves in the channel, in whose thread the answer stands: its first line is the verdict once there is one. */
export function renderParent({
  asked,
  user,
  name = '',
  verdict,
  summary = '',
  compared,
}: ParentContext): SlackMessage {
  const subject = name.trim() === '' ? null : fitted(name.trim(), NAME, code);
  const sentence = summary.trim() === '' ? null : fitted(summary, SUMMARY, prose);
  const text = [firstLines(verdict ?? null, subject, sentence), ...comparison(compared)].join('\n');
  return { text, blocks: [section(text), context([askedBy(user, asked)])] };
}

function comparison(compared: ParentContext['compared']): readonly string[] {
  const { expected = null, actual = null } = compared ?? {};
  if (expected === null || actual === null) return [];
  return [`Expected ${fitted(expected, VALUE, code)}, found ${fitted(actual, VALUE, code)}`];
}

function firstLines(verdict: Verdict | null, subject: string | null, sentence: string | null): string {
  if (verdict === null) return sentence ?? (subject === null ? '⏳ Checking…' : `⏳ Checking ${subject}…`);
  return [verdictLine(verdict, subject), sentence].filter((line) => line !== null).join('\n');
}
