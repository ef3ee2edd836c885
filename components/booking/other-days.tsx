import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Day = { readonly permanence: string; readonly start: Instant; readonly timeZone: string; readonly place: { readonly slug: string; readonly name: string } };

/** Other half-days with hours to move to, each one touch; nothing when there is none. `page`: the address of the page that moves it. */
export function OtherDays({ days, page }: { days: readonly Day[]; page: string }) {
  const t = useTranslations("appointment.move");
  const locale = useLocale();
  if (days.length === 0) return null;
  return (
    <section aria-labelledby="autre-jour" className="grid gap-2.5">
      <h2 id="autre-jour">{t("others")}</h2>
      <ul className="grid gap-2.5">
        {days.map(({ permanence, start, timeZone, place }) => (
          <li key={permanence} className="grid">
            <PageLink href={`${page}?jour=${permanence}`} className={`${buttonClass("ghost")} justify-between! text-start!`}>
              <span className="grid">
                <span><span className="inline-block first-letter:uppercase">{sayDay(localDateOf(start, timeZone), locale)}</span></span>
                <span className="font-normal text-ink"><Written words={place.name} /></span>
              </span>
              <Icon name="arrow" size={22} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
