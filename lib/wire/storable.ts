/** Half of a pair that UTF-8 cannot write, and control characters that no keyboard writes; tab and line ends stay. NUL above all: Postgres keeps none. */
const UNKEEPABLE = /[\p{Cs}\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/**
 * Whether every text in what was sent, names of fields included, can be written and kept. The one place that refuses
 * what cannot; any depth, without recursion.
 */
export function isStorable(sent: unknown): boolean {
  const left: unknown[] = [sent];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && UNKEEPABLE.test(value)) return false;
    if (Array.isArray(value)) for (const one of value) left.push(one);
    else if (typeof value === "object" && value !== null) for (const pair of Object.entries(value)) left.push(...pair);
  }
  return true;
}
