import { useTranslations } from "next-intl";
import { answersBeforeClosing } from "#lib/queue/wait/before-closing.ts";
import { useTablet } from "../tablet-context.ts";
import { useSay } from "../use-say.ts";

const ANSWERS = ["yes", "maybe", "no"] as const;

/** Whose turn comes before the half-day ends, counted as their own phones say it; without network nobody knows. */
export function BeforeEnd() {
  const t = useTranslations("tablet.bar");
  const say = useSay();
  const { state, now, site, alone } = useTablet();
  const { end } = state.span;
  if (alone || now >= end) return null;
  const answers = answersBeforeClosing(
    state,
    now,
    (topic) => (topic === undefined ? undefined : site.topicMinutes[topic]) ?? site.usualMinutes,
  );
  const told = ANSWERS.filter((answer) => answers[answer] > 0);
  if (told.length === 0) return null;
  const isSure = told.length === 1 && told[0] === "yes";
  return (
    <p className="text-soft">
      {isSure
        ? t("beforeAll", { waiting: answers.yes, hour: say.hour(end) })
        : `${t("before", { hour: say.hour(end) })} ${told.map((answer) => t(answer, { count: answers[answer] })).join(" · ")}`}
    </p>
  );
}
