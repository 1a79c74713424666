/** The SDK that an image is named after, as its tag tells the version. */
export interface ImageSdk {
  readonly name: string;
  readonly version: string;
  /** The first version that reads a web identity. */
  readonly minimum: string;
  /** `may-be`: the tag names a line of versions of which some are too old. */
  readonly age: 'too-old' | 'may-be' | 'new-enough';
}

/**
 * Images that are named after an SDK, with the first version that knows web identity. Later lines know it from their start.
 * Source: EKS User Guide, "Use IRSA with the AWS SDK", minimum versions.
 */
const SDKS: readonly (readonly [RegExp, string, string])[] = [
  [/^aws-?cli(-v1)?$/, 'AWS CLI', '1.16.232'],
  [/(^|-)boto3$/, 'boto3', '1.9.220'],
  [/(^|-)botocore$/, 'botocore', '1.12.200'],
];

/** The SDK of an image like `amazon/aws-cli:1.16.200`; null where neither name nor tag tell one. */
export function sdkOfImage(image: string): ImageSdk | null {
  const [, repository = '', tag = ''] = /^(?:.*\/)?([^/:@]+)(?::([^/@]+))?(?:@.*)?$/.exec(image) ?? [];
  const known = SDKS.find(([pattern]) => pattern.test(repository));
  const version = /^v?(\d+(?:\.\d+){0,2})(?![\d.])/.exec(tag)?.[1];
  if (known === undefined || version === undefined) return null;
  const [, name, minimum] = known;
  return { name, version, minimum, age: ageOf(version, minimum) };
}

function ageOf(version: string, minimum: string): ImageSdk['age'] {
  const parts = version.split('.').map(Number);
  const wanted = minimum.split('.').map(Number);
  for (const [index, least] of wanted.entries()) {
    const part = parts[index];
    if (part === undefined) return 'may-be';
    if (part !== least) return part < least ? 'too-old' : 'new-enough';
  }
  return 'new-enough';
}
