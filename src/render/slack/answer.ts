import type { KnownBlock } from '@slack/types';
import type { Diagnosis } from '../../checker/vocabulary/diagnosis.ts';
import type { Target } from '../../checker/vocabulary/target.ts';
import { roleConsoleUrl } from '../console-url.ts';
import { duration } from '../duration.ts';
import { FIND_OUT } from '../find-out.ts';
import { fixesInOrder } from '../fixes-in-order.ts';
import { leadingFinding } from '../leading-finding.ts';
import { placesRead } from '../places-read.ts';
import { targetName } from '../target-name.ts';
import { type Standing, whatChanged } from '../what-changed.ts';
import { answerText } from './answer-text.ts';
import { askedBy, byUser } from './asked-by.ts';
import { actions, context, header, section } from './blocks.ts';
import { checkAgainButton, openIamButton, showFixButton } from './buttons.ts';
import { causeBlocks } from './cause-blocks.ts';
import { checksList } from './checks-list.ts';
import { code, prose } from './escape.ts';
import { findOutLine } from './find-out-line.ts';
import { isTrustPolicy, leadingFixBlock, otherFixBlocks } from './fix-blocks.ts';
import { foldedChecks } from './folded-checks.ts';
import type { Form } from './form.ts';
import { fitted, fittedLines, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { textLength } from './text-length.ts';
import { verdictLine } from './verdict-line.ts';

export interface AnswerContext {
  /** The question's id: the buttons carry it. */
  readonly jobId: string;
  /** What the person typed. */
  readonly asked: string;
  /** Slack user id of who asked. */
  readonly user: string | null;
  /** Short id that also stands in the logs. */
  readonly reference: string;
  /** As it was asked for, null for the default one; left out where *Check again* is only to know the question's id. */
  readonly cluster?: string | null;
  /** Where this is not the first answer: what the one before said, and who wanted to know again. */
  readonly again?: { readonly before: Standing | null; readonly user: string };
}

const SUMMARY = 1_000;
const PLACES_SHOWN = 6;
const SOURCE = 120;
const SUBJECT = 220;
const REFERENCE = 100;
const CLUSTER = 200;

/**
 * A diagnosis as a message: the cause in a sentence, expected and found, the fix and its proof, buttons, all checks in order, and where it was
 * read. Stays within every limit of Slack; where room is short the list of checks gives way first.
 */
export function renderAnswer(diagnosis: Diagnosis, asking: AnswerContext): SlackMessage {
  const changed = changedSince(diagnosis, asking);
  const text = answerText(diagnosis, asking.reference);
  return {
    text: changed === null ? text : fittedLines([changed, ...text.split('\n')], LIMITS.messageText),
    blocks: answerBlocks(diagnosis, asking, changed, 'newest'),
    plainBlocks: answerBlocks(diagnosis, asking, changed, 'plain'),
  };
}

function answerBlocks(
  diagnosis: Diagnosis,
  asking: AnswerContext,
  changed: string | null,
  form: Form,
): readonly KnownBlock[] {
  const above = [
    ...(changed === null ? [] : [section(changed)]),
    ...verdictAndCause(diagnosis, asking, form),
  ];
  const read = form === 'plain' ? placesLine(diagnosis) : null;
  const below = footer(diagnosis, asking, read);
  const room = LIMITS.messageCharacters - textLength(above) - textLength(below);
  return [
    ...above,
    ...(form === 'plain' ? listedChecks(diagnosis, room) : boxedChecks(diagnosis, room)),
    below,
  ];
}

function boxedChecks(diagnosis: Diagnosis, room: number): readonly KnownBlock[] {
  const box = foldedChecks(diagnosis, room);
  return box === null ? [] : [box];
}

function listedChecks(diagnosis: Diagnosis, room: number): readonly KnownBlock[] {
  const checks = checksList(diagnosis.findings, leadingFinding(diagnosis), Math.min(LIMITS.text, room));
  return checks === '' ? [] : [{ type: 'divider' }, section(checks)];
}

function changedSince(diagnosis: Diagnosis, { again }: AnswerContext): string | null {
  if (again === undefined || again.before === null) return null;
  return fitted(whatChanged(again.before, diagnosis), SUMMARY, prose);
}

function verdictAndCause(diagnosis: Diagnosis, asking: AnswerContext, form: Form): readonly KnownBlock[] {
  const job = asking.jobId;
  const finding = leadingFinding(diagnosis);
  const [leading, ...others] = fixesInOrder(diagnosis);
  const tab = finding?.layer === 'permissions' ? 'permissions' : 'trust_relationships';
  const url = roleConsoleUrl(diagnosis.target.roleArn, tab);
  return [
    header(verdictLine(diagnosis.verdict, targetName(diagnosis.target))),
    ...(diagnosis.summary.trim() === '' ? [] : [section(fitted(diagnosis.summary, SUMMARY, prose))]),
    ...(finding === null ? [] : causeBlocks(finding, diagnosis.summary, form)),
    ...(leading === undefined ? [] : [leadingFixBlock(leading)]),
    ...findOutLine(diagnosis, `*${FIND_OUT}*`).map(section),
    actions([
      ...(leading === undefined
        ? []
        : [
            showFixButton(job, {
              fix: leading.index,
              isTrustPolicy: isTrustPolicy(leading.fix.kind),
              isLeading: true,
            }),
          ]),
      ...(url === null ? [] : [openIamButton(url)]),
      checkAgainButton(job, targetAsked(diagnosis, asking)),
    ]),
    ...otherFixBlocks(others, job),
  ];
}

/** What *Check again* asks about when the question itself is no longer kept. */
function targetAsked({ target }: Diagnosis, { cluster }: AnswerContext): Omit<Target, 'pod'> | undefined {
  if (cluster === undefined) return undefined;
  return { cluster, namespace: target.namespace, serviceAccount: target.serviceAccount };
}

/** Null where nothing was read. */
function placesLine(diagnosis: Diagnosis): string | null {
  const places = placesRead(diagnosis);
  const shown = places
    .slice(0, PLACES_SHOWN)
    .map(({ source, subject }) => `${fitted(source, SOURCE, code)} ${fitted(subject, SUBJECT, prose)}`);
  const more = places.length - shown.length;
  return shown.length === 0 ? null : `Read: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
}

function footer(
  { target: { cluster, region }, durationMs }: Diagnosis,
  { asked, user, reference, again }: AnswerContext,
  read: string | null,
): KnownBlock {
  const where = [cluster, region].filter((part) => part !== null).map((part) => fitted(part, CLUSTER, code));
  return context([
    ...(read === null ? [] : [read]),
    ...(where.length === 0 ? [] : [`Cluster ${where.join(' in ')}`]),
    askedBy(user, asked),
    ...(again === undefined ? [] : [`Checked again ${byUser(again.user)}`.trim()]),
    `${duration(durationMs)}, reference ${fitted(reference, REFERENCE, code)}`,
  ]);
}
