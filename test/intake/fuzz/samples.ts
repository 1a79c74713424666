import {
  configurationTexts,
  deniedTexts,
  downstreamTexts,
  foreignTexts,
  type LabelledText,
  tokenTexts,
} from '../error-texts.ts';
import { otherForeignTexts } from '../pasted/foreign.ts';
import { goTexts } from '../pasted/go.ts';
import { javaTexts } from '../pasted/java.ts';
import { javascriptTexts } from '../pasted/javascript.ts';
import { otherSdkTexts } from '../pasted/other-sdks.ts';
import { platformTexts } from '../pasted/platforms.ts';
import { pythonTexts } from '../pasted/python.ts';

const all: readonly LabelledText[] = [
  ...deniedTexts,
  ...tokenTexts,
  ...configurationTexts,
  ...downstreamTexts,
  ...goTexts,
  ...pythonTexts,
  ...javaTexts,
  ...javascriptTexts,
  ...otherSdkTexts,
  ...platformTexts,
];

/** Errors of ours. */
export const errors: readonly string[] = all
  .filter(({ says }) => says.kind !== 'not-relevant')
  .map(({ text }) => text);

/** Those that neither Slack nor the width of a terminal has changed yet. */
export const typed: readonly string[] = all
  .filter(({ title, says }) => says.kind !== 'not-relevant' && !title.includes('terminal'))
  .map(({ text }) => text)
  .filter((text) => !/<[^<>]*\|[^<>]*>|&(?:amp|lt|gt);/.test(text));

/** Texts of which nothing may come. */
export const foreign: readonly string[] = [
  ...foreignTexts,
  ...otherForeignTexts,
  ...all.filter(({ says }) => says.kind === 'not-relevant').map(({ text }) => text),
];

/** Those that are not even about AWS: whatever part is left of them is foreign too, and any two of them together. */
export const strange: readonly string[] = foreign.filter(
  (text) =>
    !/aws|amazon|\bsts\b|\bs3\b|AccessDenied|AssumeRole|An error occurred|not authorized|status code|169\.254|SdkClient/i.test(
      text,
    ),
);
