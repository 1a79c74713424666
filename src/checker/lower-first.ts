/** A sentence or title, as it stands after a colon. An abbreviation and an element of a policy, `Statement[0]`, keep their capitals. */
export function lowerFirst(text: string): string {
  return /^[A-Z]\w*\[|^[A-Z][A-Z_\d]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
