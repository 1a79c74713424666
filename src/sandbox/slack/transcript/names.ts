import type { Directory } from '../state/directory.ts';

/** How ids read to people. */
export interface Names {
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
}

/** Names from the workspace; an id that it does not know stays an id. */
export function namesOf(directory: Directory): Names {
  return {
    user: (id) => directory.person(id)?.name ?? id,
    channel: (id) => directory.channel(id)?.name ?? id,
  };
}
