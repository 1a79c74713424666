import type { types } from '@slack/bolt';
import type { Form } from '../render/slack/form.ts';
import type { Forms } from './block-forms.ts';

/**
 * A dialog in both its forms. A trigger is good for one dialog, and a view that is refused is none; should Slack see that otherwise, the next click
 * gets the plain form.
 */
export function viewFormsOf(render: (form: Form) => types.View): Forms<types.View> {
  return { newest: render('newest'), plain: [render('plain')] };
}

/** Whose blocks a click's dialog is refused for: the workspace's, or the organization's where the app belongs to that. */
export function workspaceOf({
  team,
  enterprise,
}: {
  readonly team: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null | undefined;
}): string {
  return team?.id ?? enterprise?.id ?? '';
}
