import type { Delivery } from './delivery/delivery.ts';
import { HttpDelivery } from './delivery/http-delivery.ts';
import { type Delivered, Outbox } from './delivery/outbox.ts';
import { SocketDelivery } from './delivery/socket-delivery.ts';
import { announceEvents } from './events.ts';
import { type Fault, Faults } from './faults.ts';
import {
  appIn,
  defaultChannels,
  defaultEvents,
  defaultPeople,
  defaultScopes,
  type SandboxSlackOptions,
  sandboxApp,
  slackRetryDelays,
} from './options.ts';
import { PostLimit } from './rate-limit.ts';
import { listen } from './server.ts';
import type { StoredView } from './state/views.ts';
import { required, type SandboxTeam, sandboxTeam } from './team.ts';
import { namesOf } from './transcript/names.ts';
import { renderThread, renderView, type Shown } from './transcript/render-thread.ts';
import { waitFor } from './wait-for.ts';
import type { Call, Desk } from './web-api/dispatch.ts';
import { createWorkspace } from './workspace.ts';

/** A running Slack of our own: for tests, and to try the bot without a workspace. It is seen from its first workspace, which is most often the only one. */
export interface SandboxSlack extends SandboxTeam {
  /** What the bot gets as SLACK_API_URL: `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  /** Every call of the Web API, oldest first, without tokens. */
  readonly calls: readonly Call[];
  /** Every attempt to tell the app something, in the order in which they ended. */
  readonly deliveries: readonly Delivered[];
  /** The app's sockets; null in HTTP mode. */
  readonly socket: SocketDelivery | null;
  /** Tells where the app takes requests (HTTP mode). */
  deliverTo(requestUrl: string): void;
  /** Another workspace of `otherTeams`, by its id. */
  team(teamId: string): SandboxTeam;
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
  const botName = options.botName ?? 'irsa';
  const workspace = createWorkspace({
    app: sandboxApp(botName),
    people: options.people ?? defaultPeople,
    channels: options.channels ?? defaultChannels,
    userGroups: options.userGroups ?? {},
    unknownBlocks: options.unknownBlocks ?? [],
    clock,
  });
  const others = (options.otherTeams ?? []).map((seed) => ({
    botToken: seed.botToken,
    workspace: createWorkspace({
      people: defaultPeople,
      ...seed,
      app: appIn(seed, botName),
      ids: workspace.ids,
      clock,
    }),
  }));
  const installed = [{ botToken: options.botToken, workspace }, ...others];
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
  const subscriptions = new Set(options.events ?? defaultEvents);
  const stops = installed.map((one) => announceEvents(one.workspace, outbox, subscriptions));

  const server = await listen((origin): Desk => {
    const openSocket = (): string | null =>
      socket ? `${origin.replace('http', 'ws')}${socket.issueAddress()}` : null;
    const shared = { scopes: options.scopes ?? defaultScopes, origin, openSocket };
    return {
      teams: installed.map((one) => ({
        botToken: one.botToken,
        context: { ...shared, workspace: one.workspace },
      })),
      origin,
      appToken: options.appToken ?? null,
      clock,
      faults,
      postLimit: new PostLimit(options.postPace ?? null, clock),
      log: (call) => calls.push(call),
      signal: closing.signal,
    };
  }, socket);

  const view = { origin: server.origin, outbox, commands: options.commands ?? ['/irsa'] };
  const names = namesOf(workspace.directory);

  return {
    ...sandboxTeam(workspace, view),
    apiUrl: `${server.origin}/api/`,
    calls,
    deliveries: outbox.deliveries,
    socket,
    deliverTo(url) {
      if (delivery instanceof HttpDelivery) delivery.deliverTo(url);
    },
    team: (teamId) => {
      const found = others.find((one) => one.workspace.app.teamId === teamId);
      return sandboxTeam(required(found, teamId).workspace, view);
    },
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
      for (const stop of stops) stop();
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
