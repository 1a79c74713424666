/** `newest` uses blocks that a workspace may not take yet, `plain` only those that every one has taken for years. */
export type Form = 'newest' | 'plain';
