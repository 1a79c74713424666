import { randomBytes } from 'node:crypto';

/** Letters and digits that stand nowhere else. */
const unique = (length = 24) => randomBytes(32).toString('hex').slice(0, length);

/** Secrets that no other has, by where each comes in. New in every run, so that nothing that was kept of another is found. */
export function drawCanaries() {
  return {
    botToken: `xoxb-${unique()}`,
    betaToken: `xoxb-${unique()}`,
    appToken: `xapp-${unique()}`,
    signingSecret: unique(32),
    awsSecretKey: unique(40),
    awsSessionToken: `IQoJb3JpZ2lu${unique(48)}`,
    kubeconfigToken: `kube-${unique()}`,
    redisPassword: `redis-${unique()}`,
    collectorHeader: `otlp-${unique()}`,
    pastedAccessKey: `AKIA${unique(16).toUpperCase()}`,
    pastedSecretKey: unique(40),
    pastedSessionToken: `FwoGZXIvYXdz${unique(48)}`,
    pastedJwt: `eyJhbGciOiJSUzI1NiJ9.eyJ${unique()}.${unique()}`,
    pastedBearer: unique(30),
    pastedPassword: `p4ss-${unique()}`,
    pastedUrlPassword: `url-${unique()}`,
    pastedSlackToken: `xoxp-${unique()}`,
    pastedPrivateKey: unique(60),
    pastedSignature: unique(48),
    podPassword: `pod-${unique()}`,
    podSecretKey: unique(40),
    podArgument: `arg-${unique()}`,
    annotation: `note-${unique()}`,
    requestQuery: `query-${unique()}`,
  } as const;
}

export type Canaries = ReturnType<typeof drawCanaries>;

/** Secrets that are made while the suite runs, told by their form: tokens of service accounts, and credentials of role sessions. */
const MADE = {
  'a signed token': /eyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}/,
  'a token for an API server': /k8s-aws-v1\.[\w-]{16,}/,
  'credentials of a role session': /ASIA\d{12}[0-9A-F]{4}|sandbox-session-[0-9A-F]{16}/i,
};

/** One place to look in. */
export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

/** `place: canary` for every canary that is there: as it is, or as base64, as in a URL, or as hexadecimal digits. */
export function findCanaries(canaries: Canaries, haystacks: readonly Haystack[]): readonly string[] {
  return haystacks.flatMap(({ name, bytes }) => {
    const planted = Object.entries(canaries).filter(([, value]) =>
      [value, encodeURIComponent(value), base64Core(value), Buffer.from(value).toString('hex')].some((form) =>
        bytes.includes(form),
      ),
    );
    const text = bytes.toString('latin1');
    const made = Object.entries(MADE).filter(([, pattern]) => pattern.test(text));
    return [...planted, ...made].map(([canary]) => `${name}: ${canary}`);
  });
}

/** The part of a base64 text that is the same wherever the value begins at a multiple of three. */
function base64Core(value: string): string {
  return Buffer.from(value.slice(0, value.length - (value.length % 3))).toString('base64');
}
