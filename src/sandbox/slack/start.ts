import type { Delivery } from './delivery/delivery.ts';
import { HttpDelivery } from './delivery/http-delivery.ts';
import { type Delivered, Outbox } from './delivery/outbox.ts';
import { SocketDelivery } from './delivery/socket-delivery.ts';
import { announceEvents } from './events.ts';
import { type Fault, Faults } from './faults.ts';
import {
  defaultChannels,
  defaultEvents,
  defaultPeople,
  defaultScopes,
  type SandboxSlackOptions,
  sandboxApp,
  slackRetryDelays,
} from './options.ts';
import { SandboxUser } from './people/user.ts';
import { PostLimit } from './rate-limit.ts';
import { listen } from './server.ts';
import type { Channel } from './state/directory.ts';
import type { Ephemeral } from './state/ephemerals.ts';
import type { ChannelMessage } from './state/messages.ts';
import type { StoredView } from './state/views.ts';
import { namesOf } from './transcript/names.ts';
import { renderThread, renderView, type Shown } from './transcript/render-thread.ts';
import { waitFor } from './wait-for.ts';
import type { Call, Desk } from './web-api/dispatch.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** A running Slack of our own: for tests, and to try the bot without a workspace. */
export interface SandboxSlack {
  /** What the bot gets as SLACK_API_URL: `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  /** Every call of the Web API, oldest first, without tokens. */
  readonly calls: readonly Call[];
  /** Every attempt to tell the app something, in the order in which they ended. */
  readonly deliveries: readonly Delivered[];
  /** The app's sockets; null in HTTP mode. */
  readonly socket: SocketDelivery | null;
  /** Tells where the app takes requests (HTTP mode). */
  deliverTo(requestUrl: string): void;
  /** A person, by name or id; without one, the first. */
  user(reference?: string): SandboxUser;
  /** A channel, by name or id. */
  channel(reference: string): Channel;
  /** Everything in a channel or in the direct messages with a person, oldest first. */
  channelMessages(channel: string): readonly ChannelMessage[];
  /** A parent and its replies as they stand, oldest first. */
  thread(channel: string, ts: string): readonly ChannelMessage[];
  /** What only this person sees. */
  ephemeralsOf(user: string): readonly Ephemeral[];
  /** The dialogs that a person has open, the one on top last. */
  openViews(user: string): readonly StoredView[];
  homeOf(user: string): StoredView | null;
  /** The line under a thread while the bot works; null for none. */
  threadStatus(channel: string, ts: string): string | null;
  addFault(fault: Fault): void;
  setDelay(method: string, ms: number): void;
  clearFaults(): void;
  /** Delivers an event once more, as Slack does when an acknowledgement is lost. False where there was none with this id. */
  redeliver(eventId: string): Promise<boolean>;
  /** Resolves when nothing is on its way to the app. */
  settled(): Promise<void>;
  /** Looks until `look` finds something; throws after `timeoutMs` (5,000 where it is not said). */
  waitFor<T>(look: () => T | null | undefined | false, timeoutMs?: number): Promise<T>;
  /** Messages as plain text, as a reader at a terminal sees them. */
  renderThread(messages: readonly Shown[]): string;
  renderView(view: StoredView): string;
  /** Ends the server, the sockets and every delivery. May be called twice. */
  close(): Promise<void>;
}

/** Starts a Slack on a free port of the loopback interface, with a workspace that holds `people` and `channels`. */
export async function startSandboxSlack(options: SandboxSlackOptions): Promise<SandboxSlack> {
  const clock = options.clock ?? Date.now;
  const workspace = createWorkspace({
    app: sandboxApp(options.botName ?? 'irsa'),
    people: options.people ?? defaultPeople,
    channels: options.channels ?? defaultChannels,
    userGroups: options.userGroups ?? {},
    clock,
  });
  const { directory } = workspace;
  const faults = faultsOf(options);
  const calls: Call[] = [];
  const closing = new AbortController();

  const socket =
    options.mode === 'socket' ? new SocketDelivery({ ids: workspace.ids, appId: workspace.app.appId }) : null;
  const { signingSecret, requestUrl = null } = options;
  const delivery: Delivery = socket ?? new HttpDelivery({ signingSecret, requestUrl, clock });
  const outbox = new Outbox({
    delivery,
    retryDelays: options.eventRetryDelays ?? slackRetryDelays,
    clock,
  });
  const stopEvents = announceEvents(workspace, outbox, new Set(options.events ?? defaultEvents));

  const server = await listen((origin): Desk => {
    const openSocket = (): string | null =>
      socket ? `${origin.replace('http', 'ws')}${socket.issueAddress()}` : null;
    return {
      context: { workspace, scopes: options.scopes ?? defaultScopes, origin, openSocket },
      tokens: { bot: options.botToken, app: options.appToken ?? null },
      faults,
      postLimit: new PostLimit(options.postPace ?? null, clock),
      log: (call) => calls.push(call),
      signal: closing.signal,
    };
  }, socket);

  const personId = (reference: string): string => required(directory.person(reference), reference).id;
  const channel = (reference: string): Channel => required(directory.channel(reference), reference);
  const names = namesOf(directory);
  const commands = options.commands ?? ['/irsa'];

  return {
    apiUrl: `${server.origin}/api/`,
    workspace,
    calls,
    deliveries: outbox.deliveries,
    socket,
    deliverTo(url) {
      if (delivery instanceof HttpDelivery) delivery.deliverTo(url);
    },
    user(reference) {
      const person = required(
        reference === undefined ? directory.people()[0] : directory.person(reference),
        reference ?? 'anybody',
      );
      return new SandboxUser({ workspace, origin: server.origin, person }, outbox, commands);
    },
    channel,
    channelMessages: (reference) => workspace.messages.inChannel(channel(reference).id),
    thread: (reference, ts) => workspace.messages.thread(channel(reference).id, ts),
    ephemeralsOf: (user) => workspace.ephemerals.of(personId(user)),
    openViews: (user) => workspace.views.stackOf(personId(user)),
    homeOf: (user) => workspace.views.homeOf(personId(user)),
    threadStatus: (reference, ts) => workspace.statuses.of(channel(reference).id, ts),
    addFault: (fault) => faults.add(fault),
    setDelay: (method, ms) => faults.setDelay(method, ms),
    clearFaults: () => faults.clear(),
    redeliver: (eventId) => outbox.redeliver(eventId),
    settled: () => outbox.settled(),
    waitFor: (look, timeoutMs = 5000) => waitFor(look, timeoutMs, closing.signal),
    renderThread: (messages) => renderThread(messages, names),
    renderView: (view) => renderView(view, names),
    async close() {
      closing.abort();
      stopEvents();
      await outbox.close();
      await server.close();
    },
  };
}

function faultsOf(options: SandboxSlackOptions): Faults {
  const faults = new Faults();
  for (const fault of options.faults ?? []) faults.add(fault);
  for (const [method, ms] of Object.entries(options.delays ?? {})) faults.setDelay(method, ms);
  return faults;
}

function required<T>(found: T | null | undefined, reference: string): T {
  if (found === null || found === undefined)
    throw new Error(`There is no ${reference} in the sandbox's Slack`);
  return found;
}
