import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** What the parts of a text answer need to know of the terminal. */
export interface Page {
  readonly colors: Colors;
  /** Columns. Sentences are wrapped to it; values and commands never are, since people copy them. */
  readonly width: number;
}

export interface PageOptions {
  readonly color: boolean;
  /** Columns of the terminal; 100 without it, and never more, because longer lines read badly. */
  readonly width?: number;
}

const WIDEST = 100;
const NARROWEST = 40;

export function page({ color, width = WIDEST }: PageOptions): Page {
  return {
    colors: picocolors.createColors(color),
    width: Math.max(NARROWEST, Math.min(WIDEST, width)),
  };
}
