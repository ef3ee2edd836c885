import { THREE_IN_THE_MORNING } from "./retention.ts";
import type { Actor } from "./actor.ts";
import type { Request } from "./roles.ts";
import { instant, MINUTE, type Instant } from "../time/instant.ts";
import { localDateOf } from "../time/zone.ts";

/** What a login of a shared tablet may do at its half-day: run the line, and nothing that names a resident. */
const DURING: readonly Request["act"][] = ["run-line", "read-line", "take-number", "check-in", "send-late-acts"];

/** The same once the half-day is over: acts that were done before are still received. */
const AFTERWARDS: readonly Request["act"][] = ["send-late-acts"];

/**
 * Whether the narrowing of a login of a shared tablet leaves this act: one of the line, at its half-day alone. Everybody else is
 * not narrowed (docs/architecture.md#a-shared-tablet).
 */
export function isLeftByTablet({ by, only }: Actor & { readonly kind: "staff" }, request: Request): boolean {
  if (by !== "tablet") return true;
  if (!only || !(only.over ? AFTERWARDS : DURING).includes(request.act)) return false;
  const { permanence, place, organisation } = request as Readonly<Record<string, string | undefined>>;
  return permanence?.toLowerCase() === only.permanence && place === only.place && organisation === only.organisation;
}

/** The date at a place for its shared tablet: a day lasts until three in the morning, as the lines that nobody closed do. */
export const dayOfTablet = (now: Instant, zone: string): string =>
  localDateOf(instant(now - THREE_IN_THE_MORNING * MINUTE), zone);

/** For how many days after the day of a half-day its tablet may send what it did without network (docs/line.md#what-comes-after-it). */
export const LATE_ACTS_DAYS = 7;
