import { useTranslations } from "next-intl";
import { calledBeforeEnd } from "./called-before-end.ts";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** How far the line will get before the half-day ends; without network nobody knows. */
export function BeforeEnd() {
  const t = useTranslations("tablet.bar");
  const say = useSay();
  const { state, now, site, alone } = useTablet();
  const count = alone ? undefined : calledBeforeEnd(state, now, (topic) => (topic === undefined ? undefined : site.topicMinutes[topic]) ?? site.usualMinutes);
  return count === undefined ? null : <p className="text-soft">{t("before", { count, hour: say.hour(state.span.end) })}</p>;
}
