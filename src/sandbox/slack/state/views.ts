import { createHash } from 'node:crypto';
import type { App } from './directory.ts';
import type { Clock, Ids } from './ids.ts';
import { textOrNull, type Wire } from './wire.ts';

/** Dialogs on top of one another that Slack allows. */
const maxStack = 3;

/** A dialog or home tab as it is open, in Slack's own field names. */
export type StoredView = Wire & {
  readonly id: string;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
};

/** What each person has open: a stack of dialogs, and the app's home tab. */
export class Views {
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #app: App;
  readonly #stacks = new Map<string, readonly StoredView[]>();
  readonly #homes = new Map<string, StoredView>();

  constructor(ids: Ids, clock: Clock, app: App) {
    this.#ids = ids;
    this.#clock = clock;
    this.#app = app;
  }

  /** The dialogs of a person, the one on top last. */
  stackOf(user: string): readonly StoredView[] {
    return this.#stacks.get(user) ?? [];
  }

  homeOf(user: string): StoredView | null {
    return this.#homes.get(user) ?? null;
  }

  /** Who has the dialog or home with this id, or with this `external_id`, open. */
  find(
    reference: { readonly id: string } | { readonly externalId: string },
  ): { user: string; view: StoredView } | null {
    const open = [...this.#stacks].flatMap(([user, stack]) => stack.map((view) => ({ user, view })));
    const homes = [...this.#homes].map(([user, view]) => ({ user, view }));
    const isMeant = (view: StoredView): boolean =>
      'id' in reference ? view.id === reference.id : view.external_id === reference.externalId;
    return [...open, ...homes].find(({ view }) => isMeant(view)) ?? null;
  }

  /** A new dialog takes the place of everything that was open. */
  open(user: string, view: Wire): StoredView {
    const stored = this.#store(view, this.#ids.next('V'), null);
    this.#stacks.set(user, [stored]);
    return stored;
  }

  /** A dialog on top of the one that is open; null where the stack is full. */
  push(user: string, view: Wire): StoredView | null {
    const stack = this.stackOf(user);
    if (stack.length >= maxStack) return null;
    const stored = this.#store(view, this.#ids.next('V'), stack.at(-1) ?? null);
    this.#stacks.set(user, [...stack, stored]);
    return stored;
  }

  update(user: string, previous: StoredView, view: Wire): StoredView {
    const below = this.stackOf(user).find((one) => one.id === previous.previous_view_id) ?? null;
    const stored = this.#store(view, previous.id, below);
    this.#stacks.set(
      user,
      this.stackOf(user).map((one) => (one.id === previous.id ? stored : one)),
    );
    if (this.#homes.get(user)?.id === previous.id) this.#homes.set(user, stored);
    return stored;
  }

  publishHome(user: string, view: Wire): StoredView {
    const stored = this.#store(view, this.#homes.get(user)?.id ?? this.#ids.next('V'), null);
    this.#homes.set(user, stored);
    return stored;
  }

  /** Takes the dialog off the stack. */
  close(user: string, id: string): void {
    this.#stacks.set(
      user,
      this.stackOf(user).filter((one) => one.id !== id),
    );
  }

  closeAll(user: string): void {
    this.#stacks.delete(user);
  }

  #store(view: Wire, id: string, below: StoredView | null): StoredView {
    const digest = createHash('sha256')
      .update(`${id} ${JSON.stringify(view)}`)
      .digest('hex')
      .slice(0, 8);
    return {
      ...view,
      id,
      team_id: this.#app.teamId,
      app_id: this.#app.appId,
      app_installed_team_id: this.#app.teamId,
      bot_id: this.#app.botId,
      callback_id: textOrNull(view.callback_id) ?? '',
      private_metadata: textOrNull(view.private_metadata) ?? '',
      external_id: textOrNull(view.external_id) ?? '',
      clear_on_close: view.clear_on_close === true,
      notify_on_close: view.notify_on_close === true,
      state: { values: {} },
      hash: `${Math.floor(this.#clock() / 1000)}.${digest}`,
      root_view_id: below?.root_view_id ?? id,
      previous_view_id: below?.id ?? null,
    };
  }
}
