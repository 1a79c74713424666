import { describe, expect, it } from 'vitest';
import { parseSymptom } from '../../../src/intake/symptom.ts';
import { otherForeignTexts } from './foreign.ts';
import { goTexts } from './go.ts';
import { javaTexts } from './java.ts';
import { javascriptTexts } from './javascript.ts';
import { otherSdkTexts } from './other-sdks.ts';
import { platformTexts } from './platforms.ts';
import { pythonTexts } from './python.ts';

const nothing = parseSymptom('');

describe.each([
  ['Go', goTexts],
  ['Python', pythonTexts],
  ['Java', javaTexts],
  ['JavaScript', javascriptTexts],
  ['other SDKs and agents', otherSdkTexts],
  ['collectors, alerts and people', platformTexts],
])('an error of %s', (_, texts) => {
  it.each(texts)('is read: $title', ({ text, says }) => {
    const symptom = parseSymptom(text);
    // Its finer points have a table of their own.
    expect(symptom).toMatchObject({ ...nothing, ...says });
  });
});

describe('silence', () => {
  it.each(otherForeignTexts)('is kept about %j', (text) => {
    expect(parseSymptom(text)).toEqual(nothing);
  });
});
