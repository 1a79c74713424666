/** Slack's own hosts, for companies and for the government of the United States. */
const HOOKS: readonly string[] = ['hooks.slack.com', 'hooks.slack-gov.com'];
const FILES: readonly string[] = ['files.slack.com', 'files.slack-gov.com'];
const DEFAULT_API = 'https://slack.com/api/';
/** Addresses on the same host that post into a channel of whoever made them, in any workspace. */
const WEBHOOKS: readonly string[] = ['services', 'triggers', 'workflows'];

/**
 * Whether an answer may be posted to an address that came with a command or a click. What is stored of a question can be written by whoever
 * reaches the queue, so that it decides nothing here.
 *
 * @param apiUrl `SLACK_API_URL`: a server that is like Slack hands out addresses of its own; null for Slack itself
 */
export function isResponseUrl(address: string, apiUrl: string | null): boolean {
  const url = parse(address);
  if (url === null) return false;
  if (apiUrl !== null && url.origin === URL.parse(apiUrl)?.origin) return true;
  return isSecure(url, HOOKS) && !WEBHOOKS.includes(areaOf(url));
}

/** Whether the bot's token may go to an address: the Web API's own, and where Slack takes files. */
export function isApiAddress(address: string, apiUrl: string | null): boolean {
  const url = parse(address);
  if (url === null) return false;
  return url.origin === URL.parse(apiUrl ?? DEFAULT_API)?.origin || isSecure(url, FILES);
}

/** For the log: where an address leads, without what makes it a secret. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? 'no address';
}

/** Null where it is no address, or one that carries a password. */
function parse(address: string): URL | null {
  const url = URL.parse(address);
  return url !== null && url.username === '' && url.password === '' ? url : null;
}

function isSecure(url: URL, hosts: readonly string[]): boolean {
  return url.protocol === 'https:' && url.port === '' && hosts.includes(url.hostname);
}

/** The first part of the path, however it is written. */
function areaOf({ pathname }: URL): string {
  const [area = ''] = pathname.split(/\/|%2f/i).filter((part) => part !== '');
  try {
    return decodeURIComponent(area).toLowerCase();
  } catch {
    return area;
  }
}
