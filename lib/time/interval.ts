import { instant, type Instant } from "./instant.ts";
import { accept, refuse, type Result } from "#lib/result.ts";

/** A span of time that includes its start and excludes its end, so that 10:00–10:30 and 10:30–11:00 do not overlap. */
export type Interval = { readonly start: Instant; readonly end: Instant };

/** Makes a span; refused with `reversed-span` when the end is not after the start. */
export const interval = (start: Instant, end: Instant): Result<Interval, "reversed-span"> =>
  start < end ? accept({ start, end }) : refuse("reversed-span");

/** Whether two spans have a moment in common. */
export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;

/** Whether the moment lies in the span. */
export const contains = (span: Interval, moment: Instant): boolean => span.start <= moment && moment < span.end;

/** Whether the whole of `inner` lies in `outer`. */
export const encloses = (outer: Interval, inner: Interval): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** What is left of a span outside those, in order of time; nothing of one that has no length. */
export function outside(span: Interval, taken: readonly Interval[]): readonly Interval[] {
  if (span.start >= span.end) return [];
  const [first] = taken.filter((one) => overlaps(one, span)).sort((a, b) => a.start - b.start);
  if (!first) return [span];
  const before = first.start > span.start ? [{ start: span.start, end: first.start }] : [];
  return [...before, ...outside({ start: instant(Math.max(first.end, span.start)), end: span.end }, taken)];
}
