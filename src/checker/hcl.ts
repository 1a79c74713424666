/** A quoted string of Terraform's language: like JSON's, but with two template marks to keep literal. */
export function hclString(text: string): string {
  return withoutTemplates(JSON.stringify(text));
}

/** JSON text as an expression of Terraform's language, which takes JSON's objects and lists as they are. */
export function hclOfJson(json: string): string {
  return withoutTemplates(json);
}

function withoutTemplates(text: string): string {
  // As functions: in a replacement text `$$` would mean a single dollar sign.
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}
