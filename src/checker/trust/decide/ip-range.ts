/** A range of addresses: the bits that all of its addresses begin with. */
export interface IpRange {
  readonly bits: string;
  readonly version: 4 | 6;
}

/** Reads an address or a CIDR range of IPv4 or IPv6; without a prefix it is one address. Null for anything else. */
export function parseIpRange(text: string): IpRange | null {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0) return null;
  const version = address.includes(':') ? 6 : 4;
  const bits = version === 6 ? bitsOfIpv6(address) : bitsOfIpv4(address);
  if (bits === null) return null;
  if (prefix === undefined) return { bits, version };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits.length) return null;
  return { bits: bits.slice(0, Number(prefix)), version };
}

/** Whether an address lies in a range. */
export function isInRange(address: IpRange, range: IpRange): boolean {
  return address.version === range.version && address.bits.startsWith(range.bits);
}

function bitsOfIpv4(text: string): string | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256))
    return null;
  return octets.map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
}

function bitsOfIpv6(text: string): string | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
