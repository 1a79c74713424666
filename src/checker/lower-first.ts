/** A sentence or title, as it stands after a colon. An element of a policy, `Statement[0]`, keeps its capital. */
export function lowerFirst(text: string): string {
  return /^[A-Z]\w*\[/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
