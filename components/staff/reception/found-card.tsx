import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FoundAppointment } from "#lib/booking/found-appointment.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { CodeToRead } from "./code-to-read.tsx";
import { KeyCap } from "./key-cap.tsx";

/** The appointment that was just booked: its code to read aloud, when and where, and on to the next person. */
export function BookedCard({ found, topics, slug }: { found: FoundAppointment; topics: string; slug: string }) {
  const [t, locale] = [useTranslations("staff.reception"), useLocale()];
  const { code, span, timeZone, place } = found.held;
  return (
    <section aria-labelledby="pris" className="grid gap-4 rounded-card border-2 border-ok bg-accent-soft p-5">
      <h2 id="pris">{t("booked.title")}</h2>
      {code !== undefined && <CodeToRead code={code} />}
      <p className="grid gap-0.5 text-lg">
        <b className="first-letter:uppercase">
          {t("found.when", {
            day: sayDay(localDateOf(span.start, timeZone), locale),
            hour: sayHour(span.start, timeZone, locale),
          })}
        </b>
        <FrenchText text={`${place.name}, ${place.address}`} />
        <span>{topics}</span>
      </p>
      <p>
        <PageLink
          href={`/accueil?${new URLSearchParams({ organisation: slug })}`}
          className={buttonClass()}
          aria-keyshortcuts="F2"
        >
          {t("booked.next")}
          <KeyCap name="F2" />
        </PageLink>
      </p>
    </section>
  );
}
