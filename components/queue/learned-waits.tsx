import { useLocale, useTranslations } from "next-intl";
import type { LearnedPace } from "#lib/queue/wait/learn-pace.ts";
import { sayDuration } from "#lib/time/say-duration.ts";

/** With fewer calls the share of right ranges says little. */
const ENOUGH_CALLS = 20;

/**
 * What the team's places have taught of their waits, and how many of the announced ones came true. Nothing of a place
 * with few calls.
 */
export function LearnedWaits({
  places,
}: {
  places: readonly { readonly name: string; readonly learned: LearnedPace }[];
}) {
  const t = useTranslations("halfDays.waits");
  const locale = useLocale();
  const known = places.filter(({ learned }) => learned.calls >= ENOUGH_CALLS);
  if (known.length === 0) return null;
  return (
    <section aria-labelledby="waits" className="grid gap-3">
      <h2 id="waits">{t("title")}</h2>
      <ul className="grid gap-2">
        {known.map(({ name, learned: { calls, callsInside, meanHelp } }) => (
          <li key={name}>
            {t("ofPlace", {
              place: name,
              minutes: sayDuration(Math.round(meanHelp), locale),
              inside: callsInside,
              calls,
            })}
          </li>
        ))}
      </ul>
      <p className="text-soft">{t("how")}</p>
    </section>
  );
}
