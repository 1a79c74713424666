import { z } from 'zod';

/** A time of the API server as ISO 8601 in UTC, null where there is none or it cannot be read. */
export const timestamp = z
  .string()
  .nullish()
  .transform((text) => {
    const milliseconds = Date.parse(text ?? '');
    return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
  });

export const annotationsOrLabels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
