import { useTranslations } from "next-intl";
import { isUncalled } from "#lib/queue/visit.ts";
import { calledBeforeEnd } from "./called-before-end.ts";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** How far the line will get before the half-day ends; without network nobody knows. */
export function BeforeEnd() {
  const t = useTranslations("tablet.bar");
  const say = useSay();
  const { state, now, site, alone } = useTablet();
  const waiting = state.visits.filter(isUncalled).length;
  const count = alone ? undefined : calledBeforeEnd(state, now, (topic) => (topic === undefined ? undefined : site.topicMinutes[topic]) ?? site.usualMinutes);
  return count === undefined ? null : <p className="text-soft">{t("before", { count, waiting, all: count === waiting ? "yes" : "no", hour: say.hour(state.span.end) })}</p>;
}
