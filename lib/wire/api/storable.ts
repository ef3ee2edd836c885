/**
 * Unpaired surrogates, which UTF-8 cannot encode, and control characters except tab and line ends. Postgres cannot
 * store NUL.
 */
const UNSTORABLE = /[\p{Cs}\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/**
 * Whether every text in a parsed body, field names included, can be stored in the database. Bodies and forms are
 * checked with it before their schema. Works without recursion, so any depth of nesting is safe.
 */
export function isStorable(sent: unknown): boolean {
  const left: unknown[] = [sent];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && UNSTORABLE.test(value)) return false;
    if (Array.isArray(value)) for (const one of value) left.push(one);
    else if (typeof value === "object" && value !== null) for (const pair of Object.entries(value)) left.push(...pair);
  }
  return true;
}
