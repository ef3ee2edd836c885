import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { PlaceAndTown } from "./place-and-town.tsx";

type Day = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: { readonly slug: string; readonly name: string; readonly city: string };
};
type Given = { readonly days: readonly Day[]; readonly page: string; readonly town: string };

/**
 * Other half-days with hours to move to, each one touch, those of the day that is shown (`date`) apart; nothing when there
 * is none. `page`: the address of the page that moves it; `town`: where the appointment stands.
 */
export function OtherDays({ days, date, ...given }: Given & { date: string }) {
  const t = useTranslations("appointment.move");
  const isSameDay = ({ start, timeZone }: Day): boolean => localDateOf(start, timeZone) === date;
  return (
    <>
      <Days id="meme-jour" title={t("sameDay")} days={days.filter(isSameDay)} {...given} />
      <Days
        id="autre-jour"
        title={t("others")}
        lead={t("othersLead")}
        days={days.filter((day) => !isSameDay(day))}
        {...given}
      />
    </>
  );
}

function Days({ id, title, lead, days, page, town }: Given & { id: string; title: string; lead?: string }) {
  const locale = useLocale();
  if (days.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-2.5">
      <div>
        <h2 id={id}>{title}</h2>
        {lead !== undefined && <p className="text-soft">{lead}</p>}
      </div>
      <ul className="grid gap-2.5">
        {days.map(({ permanence, start, timeZone, place }) => (
          <li key={permanence} className="grid">
            <PageLink
              href={`${page}?jour=${permanence}`}
              className={`${buttonClass("ghost")} justify-between! text-start!`}
            >
              <span className="grid">
                <span>
                  <span className="inline-block first-letter:uppercase">
                    {sayDay(localDateOf(start, timeZone), locale)}
                  </span>
                </span>
                <span className="font-normal text-ink">
                  <PlaceAndTown place={place} than={town} />
                </span>
              </span>
              <Icon name="arrow" size={22} />
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
