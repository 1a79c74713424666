import { z } from 'zod';

/**
 * A text of 1 to `max` characters. Slack does not say how it counts; UTF-16 units are counted here, which is never fewer than Slack
 * counts, so what passes here passes there.
 */
export function sized(max: number): z.ZodString {
  return z.string().min(1).max(max);
}

export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: sized(max), emoji: z.boolean().optional() });
}

export function mrkdwn(max: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: sized(max), verbatim: z.boolean().optional() });
}

/** Either kind of text object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

/** The question that Slack asks before it sends a button's action. */
export const confirmation = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

export const option = z.strictObject({
  text: anyText(75),
  value: sized(150).optional(),
  description: anyText(75).optional(),
  url: sized(3000).optional(),
});

const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: sized(3000) })]);

/** The fields that every image has; one of the two sources must be there. */
export const imageFields = {
  type: z.literal('image'),
  alt_text: sized(2000),
  image_url: sized(3000).optional(),
  slack_file: slackFile.optional(),
};

/** Use with `refine`: an image without a source is none. */
export function hasImageSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return image.image_url !== undefined || image.slack_file !== undefined;
}

export const imageSourceMissing = { error: 'missing required field: image_url' };

export const imageElement = z.strictObject(imageFields).refine(hasImageSource, imageSourceMissing);
