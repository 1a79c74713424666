import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and its certificate, in PEM. The certificate is its own authority. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

const DAY = 24 * 60 * 60 * 1000;
const COMMON_NAME = Buffer.from('550403', 'hex');
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const SUBJECT_ALTERNATIVE_NAME = Buffer.from('551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex');

/**
 * A certificate for 127.0.0.1 and localhost, good from yesterday for 30 days. kubectl sends its token over TLS only, and Node makes keys but no
 * certificates. Source: RFC 5280.
 */
export function selfSignedCertificate(name: string, now: number = Date.now()): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(tagged(0x06, ECDSA_WITH_SHA256));
  const distinguishedName = sequence(
    tagged(0x31, sequence(tagged(0x06, COMMON_NAME), tagged(0x0c, Buffer.from(name)))),
  );
  const toBeSigned = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    // A leading byte below 0x80 keeps the serial number positive.
    tagged(0x02, Buffer.concat([Buffer.from([0x4d]), randomBytes(15)])),
    algorithm,
    distinguishedName,
    sequence(generalizedTime(now - DAY), generalizedTime(now + 30 * DAY)),
    distinguishedName,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints(), subjectAlternativeNames())),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const der = sequence(toBeSigned, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function basicConstraints(): Buffer {
  const isCritical = tagged(0x01, Buffer.from([0xff]));
  const isAuthority = sequence(tagged(0x01, Buffer.from([0xff])));
  return sequence(tagged(0x06, BASIC_CONSTRAINTS), isCritical, tagged(0x04, isAuthority));
}

function subjectAlternativeNames(): Buffer {
  const names = sequence(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1])));
  return sequence(tagged(0x06, SUBJECT_ALTERNATIVE_NAME), tagged(0x04, names));
}

function generalizedTime(time: number): Buffer {
  const text = new Date(time)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return tagged(0x18, Buffer.from(text));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** DER: tag, length, content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
