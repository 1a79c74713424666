/** A result before it is written: arrays become `<member>` elements, absent members are left out. */
export type XmlValue = string | number | boolean | readonly XmlValue[] | XmlTree;
export interface XmlTree {
  readonly [element: string]: XmlValue | undefined;
}

/** Elements in the form of the AWS Query protocol, without an XML declaration, as IAM and STS answer. */
export function toXml(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, value]) => (value === undefined ? '' : element(name, value)))
    .join('');
}

function element(name: string, value: XmlValue): string {
  const content = contentOf(value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name.split(' ')[0]}>`;
}

function contentOf(value: XmlValue): string {
  if (isList(value)) return value.map((member) => element('member', member)).join('');
  if (typeof value === 'object') return toXml(value);
  return escapeXml(String(value));
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;');
}
