import { useTranslations } from "next-intl";
import type { HalfDayCounts } from "#lib/report/half-day-figures.ts";

/**
 * Says how many half-days were not held, were recorded by nobody, and were cancelled: each in a few words, none where
 * there was none.
 */
export function useHalfDaysNotHeld(): (counts: Omit<HalfDayCounts, "withNobody">) => readonly string[] {
  const t = useTranslations("figures.month.others");
  return (counts) =>
    (["notHeld", "notRecorded", "cancelled"] as const)
      .filter((which) => counts[which] > 0)
      .map((which) => t(which, { count: counts[which] }));
}
