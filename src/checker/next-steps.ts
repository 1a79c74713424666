import { explainUnreadable } from './known.ts';
import type { Evidence, Unreadable } from './vocabulary/evidence.ts';
import type { Finding } from './vocabulary/finding.ts';

type Api = 'aws' | 'kubernetes';

interface Step {
  readonly api: Api;
  readonly sentence: string;
}

/** The beginning of a reason, and what helps then. Reasons that say themselves what to do, or that nothing is known to help with, are not here. */
type Help = readonly (readonly [RegExp, string])[];

const NO_ANSWER =
  /^(?:there was no answer within|no answer came in time|no connection came about in time|the answer did not end in time|the connection was closed before|the (?:host|network) cannot be reached)/;
const NO_ADDRESS = /^(?:the connection was refused|the host name does not resolve)/;
/** A reason of AWS, where AWS is only asked on the way to something else. */
const ON_THE_WAY = /^(?:its endpoint is not known: )?(?:arn:\S+ could not be assumed: )?/;

const HELP: Readonly<Record<Api, Help>> = {
  kubernetes: [
    [
      /^(?:it|the API server) answered HTTP 5\d\d/,
      "See whether the API server is well, by `kubectl get --raw /readyz` and on EKS by the cluster's health, and ask again.",
    ],
    [/^the API server throttles the bot/, 'Ask again in a minute.'],
    [
      NO_ANSWER,
      "See that the API server can be reached from where irsa-doctor runs: access to the cluster's endpoint, network policies, security groups; `kubectl get --raw /readyz` from there shows it.",
    ],
    [
      NO_ADDRESS,
      "See that the API server's address is right, in the kubeconfig or as the cluster's endpoint at EKS, and that it takes connections from where irsa-doctor runs.",
    ],
  ],
  aws: [
    [
      /^AWS answered HTTP 5\d\d/,
      'Ask again in a minute, and where AWS goes on like this see health.aws.amazon.com.',
    ],
    [/^AWS throttles the bot/, 'Ask again in a minute.'],
    [
      NO_ANSWER,
      'See that AWS can be reached from where irsa-doctor runs: name resolution, NAT gateway or proxy, VPC endpoints, security groups.',
    ],
    [
      NO_ADDRESS,
      'See that the addresses of AWS resolve and take connections where irsa-doctor runs: name resolution, proxy, VPC endpoints, AWS_ENDPOINT_URL.',
    ],
  ],
};

/** What to do about what left findings open: a sentence for each API that did not answer, none where it is a permission that is lacking. */
export function nextSteps(
  findings: readonly Pick<Finding, 'status' | 'explanation'>[],
  evidence: Evidence,
): readonly string[] {
  const open = findings.filter(({ status }) => status === 'unknown').map(({ explanation }) => explanation);
  if (open.length === 0) return [];
  // A rule may say it within a sentence of its own, with a small letter.
  const isTold = (piece: Unreadable): boolean => {
    const told = explainUnreadable(piece).slice(1);
    return open.some((explanation) => explanation.includes(told));
  };
  return stepsOf([...unreadableIn(evidence)].filter(isTold)).flatMap((step) => step ?? []);
}

/** One sentence on each piece that could not be read, with what to do about it where an API is named for the first time. */
export function explainAll(pieces: readonly Unreadable[]): readonly string[] {
  const steps = stepsOf(pieces);
  return pieces.map((piece, index) => {
    const step = steps[index] ?? null;
    return step === null ? explainUnreadable(piece) : `${explainUnreadable(piece)} ${step}`;
  });
}

/** For every piece the sentence, null where there is none or where its API has one already: it is the API that has to be seen to, once. */
function stepsOf(pieces: readonly Unreadable[]): readonly (string | null)[] {
  const seen = new Set<Api>();
  return pieces.map((piece) => {
    const step = stepFor(piece);
    if (step === null || seen.has(step.api)) return null;
    seen.add(step.api);
    return step.sentence;
  });
}

function stepFor({ cause, source, reason }: Unreadable): Step | null {
  if (cause === 'denied') return null;
  const told = reason.replace(ON_THE_WAY, '');
  const api: Api = source.startsWith('kubernetes:') && told === reason ? 'kubernetes' : 'aws';
  const sentence = HELP[api].find(([beginning]) => beginning.test(told))?.[1];
  return sentence === undefined ? null : { api, sentence };
}

/** Every piece that could not be read, also those of a refused call and the like. */
function* unreadableIn(part: unknown): Generator<Unreadable> {
  if (typeof part !== 'object' || part === null) return;
  if ('state' in part) {
    if (isUnreadable(part)) yield part;
    return;
  }
  for (const inner of Object.values(part)) yield* unreadableIn(inner);
}

function isUnreadable(piece: object): piece is Unreadable {
  return 'state' in piece && piece.state === 'unreadable';
}
