import type { Read } from './read-within.ts';
import type { Piece } from './vocabulary/evidence.ts';

/** Reads one piece within a limit that is settled already, and tells somebody that it did. Never throws. */
export type ReadPiece = <T>(one: Read<T>) => Promise<Piece<T>>;
