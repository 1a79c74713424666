import type { Ids } from './ids.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly snippetType: string | null;
  readonly content: Buffer;
  /** Where it was shared; null before the upload is completed. */
  readonly channel: string | null;
}

interface Upload {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly snippetType: string | null;
}

/** Files in the three steps of an upload: announced, received, completed. */
export class Files {
  readonly #ids: Ids;
  readonly #announced = new Map<string, Upload>();
  readonly #received = new Map<string, StoredFile>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  announce(upload: Omit<Upload, 'id'>): { readonly key: string; readonly id: string } {
    const key = this.#ids.secret();
    const id = this.#ids.next('F');
    this.#announced.set(key, { ...upload, id });
    return { key, id };
  }

  /** Takes the bytes that were announced under the key, once. */
  receive(key: string, content: Buffer): 'received' | 'unknown' | 'wrong-length' {
    const upload = this.#announced.get(key);
    if (!upload) return 'unknown';
    if (content.length !== upload.length) return 'wrong-length';
    this.#announced.delete(key);
    const { id, name, snippetType } = upload;
    this.#received.set(id, { id, name, title: name, snippetType, content, channel: null });
    return 'received';
  }

  /** Gives a received file its title and place; null where no such file was received. */
  complete(id: string, title: string | null, channel: string | null): StoredFile | null {
    const file = this.#received.get(id);
    if (!file) return null;
    const completed = { ...file, title: title ?? file.name, channel };
    this.#received.set(id, completed);
    return completed;
  }

  find(id: string): StoredFile | null {
    return this.#received.get(id) ?? null;
  }

  all(): readonly StoredFile[] {
    return [...this.#received.values()];
  }
}
