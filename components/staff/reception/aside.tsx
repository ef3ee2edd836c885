import { useLocale, useTranslations } from "next-intl";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { buttonClass, Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isStillHeld, type ReceptionCase } from "#lib/booking/reception-case.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { KeyCap } from "./key-cap.tsx";

/** Puts a topic aside for which no hour was chosen yet. */
export function PutTopicAside({ slug, topic }: { slug: string; topic: string }) {
  const t = useTranslations("staff.reception");
  const locale = useLocale() as Locale;
  return (
    <form method="post" action={getPathname({ href: "/accueil/garder", locale })}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="topic" value={topic} />
      <Button type="submit" look="ghost" aria-keyshortcuts="F2">
        {t("aside.put")}
        <KeyCap name="F2" />
      </Button>
    </form>
  );
}

/**
 * The cases that wait, the newest first; the first is taken up again with one key. `nameOf`: what a topic is called.
 */
export function CasesAside({
  cases,
  nameOf,
  timeZone,
  now,
}: {
  cases: readonly ReceptionCase[];
  nameOf: (topic: string) => string;
  timeZone: string;
  now: Instant;
}) {
  const t = useTranslations("staff.reception");
  const locale = useLocale();
  if (cases.length === 0) return null;
  return (
    <section aria-labelledby="de-cote" className="grid gap-3">
      <h2 id="de-cote">{t("aside.title", { count: cases.length })}</h2>
      <ul className="grid gap-2">
        {cases.map((kept, at) => (
          <li
            key={kept.id}
            className="flex flex-wrap items-center justify-between gap-3 rounded-card border-2 border-hair bg-card p-3"
          >
            <p className="grid">
              <b>{nameOf(kept.topic)}</b>
              {kept.name !== "" && <bdi>{kept.name}</bdi>}
              <span className="text-soft">
                {kept.hour
                  ? t("aside.hour", {
                      day: sayDay(localDateOf(kept.hour.start, kept.hour.timeZone), locale),
                      hour: sayHour(kept.hour.start, kept.hour.timeZone, locale),
                    })
                  : t("aside.noHour")}
              </span>
              {kept.hour && (
                <span className={isStillHeld(kept, now) ? "text-ok" : "text-alert"}>
                  {isStillHeld(kept, now)
                    ? t("hours.held", { hour: sayHour(kept.hour.until, kept.hour.timeZone, locale) })
                    : t("hours.heldNoMore")}
                </span>
              )}
            </p>
            <PageLink
              href={`/accueil?cas=${kept.id}`}
              className={buttonClass("ghost")}
              aria-keyshortcuts={at === 0 ? "F4" : undefined}
            >
              {t("aside.resume")}
              {at === 0 && <KeyCap name="F4" />}
              <span className="sr-only"> {t("aside.since", { hour: sayClockTime(kept.since, timeZone, locale) })}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
