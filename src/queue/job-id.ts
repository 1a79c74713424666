import { createHash } from 'node:crypto';

/**
 * The name under which a question is stored: the same question always has the same. BullMQ takes no integers and no colons as job ids,
 * and Slack's identifiers hold both, so the id is hashed.
 *
 * @param id what identifies the question, of any form and length
 */
export function jobIdOf(id: string): string {
  return `q-${createHash('sha256').update(id).digest('base64url')}`;
}
