import { applies, concerns, type Json, type World } from './naive.ts';

type Dictionary = { readonly [name: string]: Json };

/** A token as the second opinion sees it. */
export interface Token {
  readonly host: string;
  readonly providerArn: string;
  readonly subject: string;
  readonly audience: string;
  readonly now: number;
}

type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny' | 'unknown';

/** What the engine must say, and what it may say besides where it need not see through everything. */
export interface Opinion {
  readonly decision: Decision;
  /** Answers that are as good, where the statements taken one by one do not show what all worlds have in common. */
  readonly alternatives: readonly Decision[];
}

/**
 * Open keys as variables or under set operators: the engine does not follow their values from one condition to the next, nor does AWS say
 * which of its keys can have several.
 */
const OPAQUE = /\$\{\s*(aws|sts):|(For(Any|All)Values?:[a-z]+|BinaryEquals(IfExists)?)":\{[^}]*"(aws|sts):/i;

/** Decides in every world that the token leaves open, and says what all of them have in common. */
export function opinionOf(document: Dictionary, token: Token): Opinion {
  const written = [document.Statement].flat() as readonly Dictionary[];
  const statements = written.filter((statement) => concerns(statement, token.providerArn));
  const decisions = new Set<string>();
  let mayAllow = false;
  // Per statement, so that a certain answer can be told from one that only follows from statements together.
  const allows = statements.map(() => new Set<boolean>());
  for (const world of worldsOf(statements, token)) {
    const outcomes = statements.map((statement) => applies(statement, world, document.Version ?? null));
    outcomes.forEach((outcome, index) => {
      for (const value of outcome) allows[index]?.add(value);
    });
    for (const decision of decisionsOf(statements, outcomes)) decisions.add(decision);
    mayAllow ||= statements.some(
      ({ Effect }, index) => Effect === 'Allow' && outcomes[index]?.includes(true),
    );
  }
  const isOpaque = OPAQUE.test(JSON.stringify(document));
  const isSettledByOne = (effect: string): boolean =>
    statements.some(({ Effect }, index) => Effect === effect && allows[index]?.has(false) === false);
  if (isSettledByOne('Deny')) {
    const other = mayAllow ? 'unknown' : 'implicitDeny';
    return { decision: 'explicitDeny', alternatives: isOpaque ? [other] : [] };
  }
  if (!mayAllow) return { decision: 'implicitDeny', alternatives: isOpaque ? ['unknown'] : [] };
  const [only] = decisions;
  if (decisions.size !== 1) return { decision: 'unknown', alternatives: [] };
  const mayDeny = statements.some(({ Effect }, index) => Effect === 'Deny' && allows[index]?.has(true));
  const isPlain = !isOpaque && isSettledByOne('Allow') && !mayDeny;
  return { decision: only as Decision, alternatives: isPlain ? [] : ['unknown'] };
}

function decisionsOf(
  statements: readonly Dictionary[],
  outcomes: readonly (readonly boolean[])[],
): readonly Decision[] {
  const has = (effect: string, value: boolean): boolean =>
    statements.some(({ Effect }, index) => Effect === effect && outcomes[index]?.includes(value));
  const must = (effect: string): boolean =>
    statements.some(({ Effect }, index) => Effect === effect && outcomes[index]?.includes(false) === false);
  const decisions: Decision[] = [];
  if (has('Deny', true)) decisions.push('explicitDeny');
  if (must('Deny')) return decisions;
  if (has('Allow', true)) decisions.push('allowed');
  if (!must('Allow')) decisions.push('implicitDeny');
  return decisions;
}

function* worldsOf(statements: readonly Dictionary[], token: Token): Generator<World> {
  const known = new Map([
    [`${token.host}:sub`.toLowerCase(), token.subject],
    [`${token.host}:aud`.toLowerCase(), token.audience],
    ['aws:currenttime', new Date(token.now).toISOString()],
    ['aws:epochtime', String(Math.floor(token.now / 1000))],
  ]);
  yield* extended(known, [...openKeys(statements, [...known.values()])]);
}

/** The world, and all others that there are if the keys may be absent or have any of their values. */
function* extended(world: World, open: readonly (readonly [string, readonly string[]])[]): Generator<World> {
  const [first, ...rest] = open;
  if (first === undefined) {
    yield world;
    return;
  }
  const [key, values] = first;
  if (key !== 'sts:rolesessionname') yield* extended(world, rest);
  for (const value of values) yield* extended(new Map([...world, [key, value]]), rest);
}

/** Keys of which a token tells nothing, with values of every kind that the policy could tell apart. */
function openKeys(
  statements: readonly Dictionary[],
  known: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const open = new Map<string, Set<string>>();
  const names = JSON.stringify(statements).matchAll(/(?<="|\$\{)(?:aws|sts):[a-z/-]+/gi);
  for (const [name] of names) {
    const key = name.toLowerCase();
    const isAction = /^sts:(assume|tag)/.test(key);
    if (isAction || ['aws:currenttime', 'aws:epochtime', 'sts:externalid'].includes(key)) continue;
    open.set(key, new Set());
  }
  for (const [key, values] of open) {
    for (const statement of statements) {
      for (const keys of Object.values((statement.Condition ?? {}) as Dictionary)) {
        for (const [written, value] of Object.entries(keys as Dictionary)) {
          if (written.toLowerCase() !== key) continue;
          for (const one of [value].flat()) for (const sample of samplesOf(String(one))) values.add(sample);
        }
      }
    }
    for (const sample of [...OF_EVERY_KIND, ...known]) values.add(sample);
    if (key === 'sts:rolesessionname') {
      for (const value of values) if (!/^[\w+=,.@-]{2,64}$/.test(value)) values.delete(value);
    }
  }
  return new Map([...open].map(([key, values]) => [key, [...values]]));
}

const OF_EVERY_KIND = [
  'nobody-else',
  '',
  'true',
  'false',
  '-5',
  '99999999999',
  '203.0.113.9',
  '198.51.100.1',
  'arn:aws:iam::000000000000:role/x',
  'arn:aws:iam::000000000000:user/y',
  '1999-01-01T00:00:00Z',
  '2099-01-01T00:00:00Z',
  '1999-01-01',
  '2099-01-01',
];

/** Values that meet a value of the policy in one way or another, and some that only just do not. */
function samplesOf(value: string): readonly string[] {
  const samples = [
    value,
    value.replaceAll('*', '').replaceAll('?', 'q'),
    value.replaceAll('*', 'run').replaceAll('?', 'w'),
    value.toUpperCase(),
    `${value}x`,
    value.replace(/\$\{([*?$])\}/g, '$1'),
    Buffer.from(value, 'base64').toString(),
    value.replace(/\$\{[^,}]*,\s*'([^']*)'\s*\}/g, '$1'),
  ];
  const instant = Date.parse(value);
  if (!Number.isNaN(instant)) samples.push(String(instant / 1000));
  if (/^\d+$/.test(value)) samples.push(String(Number(value) - 1), String(Number(value) + 1));
  if (/^\d+\.\d+\.\d+\.\d+/.test(value)) samples.push(value.split('/')[0] ?? '');
  return samples;
}
