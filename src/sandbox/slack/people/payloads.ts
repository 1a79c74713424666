import type { Person } from '../state/directory.ts';
import type { Ephemeral } from '../state/ephemerals.ts';
import type { ChannelMessage } from '../state/messages.ts';
import type { Original } from '../state/response-urls.ts';
import type { StoredView } from '../state/views.ts';
import type { Wire } from '../state/wire.ts';
import type { Workspace } from '../workspace.ts';
import type { Control } from './controls.ts';

/** What a payload needs beside the gesture itself. */
export interface Scene {
  readonly workspace: Workspace;
  /** `http://127.0.0.1:PORT` of this Slack. */
  readonly origin: string;
  readonly person: Person;
}

/** Where a button stands. */
export type Surface =
  | { readonly kind: 'message'; readonly message: ChannelMessage }
  | { readonly kind: 'ephemeral'; readonly message: Ephemeral }
  | { readonly kind: 'view'; readonly view: StoredView };

/** An issued response_url: its address, and the key under which the workspace knows it. */
export interface ResponseUrl {
  readonly key: string;
  readonly url: string;
}

export function issueResponseUrl(scene: Scene, channel: string, original: Original | null): ResponseUrl {
  const key = scene.workspace.responseUrls.issue({ channel, user: scene.person.id, original });
  return { key, url: `${scene.origin}/respond/${key}` };
}

export function slashCommand(
  scene: Scene,
  channelId: string,
  command: string,
  text: string,
  responseUrl: ResponseUrl,
): Readonly<Record<string, string>> {
  const { workspace, person } = scene;
  const { app } = workspace;
  return {
    token: 'verification-token',
    team_id: app.teamId,
    team_domain: app.teamDomain,
    channel_id: channelId,
    channel_name: nameInPayload(scene, channelId),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: app.appId,
    is_enterprise_install: String(app.enterpriseId !== null),
    ...(app.enterpriseId === null ? {} : { enterprise_id: app.enterpriseId }),
    response_url: responseUrl.url,
    trigger_id: workspace.triggers.issue(person.id, null),
  };
}

export function blockActions(scene: Scene, surface: Surface, control: Control): Wire {
  const { workspace, person } = scene;
  const { action_id, value, text, type, style } = control.element;
  const action = {
    type,
    action_id,
    block_id: control.blockId,
    text,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    action_ts: workspace.ids.timestamp(),
  };
  const fromView = surface.kind === 'view' ? surface.view.id : null;
  return {
    type: 'block_actions',
    ...actor(scene),
    trigger_id: workspace.triggers.issue(person.id, fromView),
    ...placeOf(scene, surface),
    actions: [action],
  };
}

export function messageAction(scene: Scene, message: ChannelMessage, callbackId: string): Wire {
  const { workspace, person } = scene;
  return {
    type: 'message_action',
    callback_id: callbackId,
    ...actor(scene),
    action_ts: workspace.ids.timestamp(),
    trigger_id: workspace.triggers.issue(person.id, null),
    response_url: issueResponseUrl(scene, message.channel, null).url,
    channel: { id: message.channel, name: nameInPayload(scene, message.channel) },
    message_ts: message.ts,
    message: { ...workspace.messages.asWire(message, { withMetadata: true }), team: workspace.app.teamId },
  };
}

export function viewSubmission(scene: Scene, view: StoredView, values: Wire): Wire {
  return {
    type: 'view_submission',
    ...actor(scene),
    trigger_id: scene.workspace.triggers.issue(scene.person.id, view.id),
    view: { ...view, state: { values } },
    response_urls: [],
  };
}

export function viewClosed(scene: Scene, view: StoredView, isCleared: boolean): Wire {
  return { type: 'view_closed', ...actor(scene), view, is_cleared: isCleared };
}

function actor({ workspace: { app }, person }: Scene): Wire {
  return {
    token: 'verification-token',
    team: {
      id: app.teamId,
      domain: app.teamDomain,
      ...(app.enterpriseId === null ? {} : { enterprise_id: app.enterpriseId }),
    },
    enterprise: app.enterpriseId === null ? null : { id: app.enterpriseId },
    is_enterprise_install: app.enterpriseId !== null,
    api_app_id: app.appId,
    user: { id: person.id, username: person.name, name: person.name, team_id: app.teamId },
  };
}

function placeOf(scene: Scene, surface: Surface): Wire {
  if (surface.kind === 'view') {
    return { container: { type: 'view', view_id: surface.view.id }, view: surface.view };
  }
  const { message } = surface;
  const isEphemeral = surface.kind === 'ephemeral';
  const original: Original = { kind: surface.kind, channel: message.channel, ts: message.ts };
  const place = {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    channel: { id: message.channel, name: nameInPayload(scene, message.channel) },
    response_url: issueResponseUrl(scene, message.channel, original).url,
    state: { values: {} },
  };
  if (surface.kind === 'ephemeral') return place;
  return { ...place, message: scene.workspace.messages.asWire(surface.message, { withMetadata: true }) };
}

/** Slack hides the names of private places. */
function nameInPayload({ workspace }: Scene, channelId: string): string {
  const channel = workspace.directory.channel(channelId);
  if (channel?.kind === 'im') return 'directmessage';
  return channel?.kind === 'private' ? 'privategroup' : (channel?.name ?? '');
}
