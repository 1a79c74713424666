import { below, type Mutator, oneOf } from './mutator.ts';
import { escaped } from './slack-mutators.ts';

const PREFIXES = [
  '2025-03-01T04:00:12.345678901Z stderr F ',
  'I0301 04:00:12.000001       1 main.go:42] ',
  '[2025-03-01 04:00:12,345] {worker.py:107} ',
  'api-7c9d8-x2x4k | ',
  '2025/03/01 04:00:12 ',
  '14:00:12.345 [main] INFO  c.e.Main - ',
] as const;

/** What log collectors and terminals make of a text. */
export const logMutators: readonly Mutator[] = [
  {
    name: 'a field of a JSON log line',
    keeps: 'everything',
    mangle: (text) => JSON.stringify({ ts: 1740801612.3, msg: text }),
  },
  {
    name: 'JSON inside JSON',
    keeps: 'everything',
    mangle: (text) => JSON.stringify({ log: `${JSON.stringify({ line: 7, text })}\n` }),
  },
  {
    name: 'Go quotes it',
    keeps: 'everything',
    mangle: (text) => `time="2025-03-01T04:00:12Z" msg=${JSON.stringify(text)}`,
  },
  {
    name: 'a prefix before the first line',
    keeps: 'everything',
    mangle: (text, dice) => oneOf(dice, PREFIXES) + text,
  },
  {
    name: 'a prefix before every line',
    keeps: 'kind',
    once: 'line breaks',
    mangle: (text, dice) => text.replaceAll(/^|(?<=\n)/g, oneOf(dice, PREFIXES)),
  },
  {
    name: 'a terminal breaks lines anywhere',
    keeps: 'kind',
    once: 'line breaks',
    mangle: (text, dice) => {
      const columns = 60 + below(dice, 80);
      return text.replaceAll(new RegExp(`([^\\n]{${columns}})(?=[^\\n])`, 'g'), '$1\n');
    },
  },
  {
    name: 'an editor breaks lines at spaces',
    keeps: 'kind',
    once: 'line breaks',
    mangle: (text, dice) => {
      const columns = 50 + below(dice, 80);
      return text.replaceAll(new RegExp(`([^\\n]{1,${columns}}) `, 'g'), '$1\n');
    },
  },
  { name: 'line ends of Windows', keeps: 'everything', mangle: (text) => text.replaceAll('\n', '\r\n') },
  {
    name: 'every line indented',
    keeps: 'everything',
    mangle: (text, dice) => text.replaceAll(/^|(?<=\n)/g, ' '.repeat(1 + below(dice, 12))),
  },
  {
    name: 'the frame of Terraform',
    keeps: 'everything',
    mangle: (text) => text.replaceAll(/^|(?<=\n)/g, '│ '),
  },
  {
    name: 'colours of a terminal',
    keeps: 'everything',
    mangle: (text) => text.replaceAll(/^(.+)$/gm, '\u001B[31m$1\u001B[0m'),
  },
  { name: 'a bot escapes it', keeps: 'everything', mangle: escaped },
];
