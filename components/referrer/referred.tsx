import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Sends } from "#lib/message/channel.ts";
import { addressLine } from "#lib/place/address-line.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type ReferredAppointment = {
  readonly party: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly cancelled: boolean;
};

/** Day and hour as a sentence of the page has them. */
function useWhen(): (start: Instant, timeZone: string) => string {
  const t = useTranslations("appointment");
  const locale = useLocale();
  return (start, timeZone) =>
    t.markup("when", {
      day: () => sayDay(localDateOf(start, timeZone), locale),
      hour: () => sayHour(start, timeZone, locale),
    });
}

/**
 * What a structure has booked: the hour, the place, and whether it is cancelled; nothing else. `page`: of the
 * structure.
 */
export function ReferredList({ referred, page }: { referred: readonly ReferredAppointment[]; page: string }) {
  const t = useTranslations("refer");
  const when = useWhen();
  const parties = [...Map.groupBy(referred, ({ party }) => party)];
  return (
    <section aria-labelledby="pris" className="grid gap-3">
      <h2 id="pris">{t("list")}</h2>
      <p className="text-soft">{t("only")}</p>
      {parties.length === 0 && <p>{t("none")}</p>}
      <ul className="grid gap-3">
        {parties.map(([party, hours]) => (
          <Card as="li" key={party} className="grid gap-1">
            <ul className="grid gap-1">
              {hours.map(({ start, timeZone, place, cancelled }) => (
                <li key={start}>
                  <strong
                    className={`inline-block first-letter:uppercase ${cancelled ? "text-soft line-through" : ""}`}
                  >
                    {when(start, timeZone)}
                  </strong>
                  {cancelled && <strong className="text-alert"> · {t("cancelled")}</strong>}
                  <br />
                  <FrenchText text={place} />
                </li>
              ))}
            </ul>
            <p>
              <PageLink
                href={`${page}/feuille?groupe=${party}`}
                className="inline-flex min-h-target items-center font-bold"
              >
                {t("sheet")}
              </PageLink>
            </p>
          </Card>
        ))}
      </ul>
    </section>
  );
}

type OnSheet = {
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: {
    readonly name: string;
    readonly address: string;
    readonly postalCode: string;
    readonly city: string;
  };
  readonly cancelled: boolean;
  readonly code?: string;
};

/**
 * One slip for each person, to cut and to hand out. Whoever has a telephone of their own has no code on it. `sends`:
 * what is sent to residents at all.
 */
export function Slips({ slips, sends }: { slips: readonly OnSheet[]; sends: Sends }) {
  const t = useTranslations("refer");
  const when = useWhen();
  return (
    <ol className="grid gap-3 sm:grid-cols-2 print:grid-cols-2">
      {slips.map(({ start, timeZone, place, cancelled, code }, at) => (
        <li
          key={at}
          className="grid content-start gap-1 break-inside-avoid rounded-card border-2 border-edge bg-card p-4"
        >
          <h2 className={`first-letter:uppercase ${cancelled ? "text-soft line-through" : ""}`}>
            {when(start, timeZone)}
          </h2>
          <p className="font-bold">
            <FrenchText text={place.name} />
          </p>
          <p>
            <FrenchText text={addressLine(place)} />
          </p>
          {cancelled ? (
            <p className="font-bold text-alert">{t("cancelled")}</p>
          ) : (
            <>
              <p className="font-bold">
                {code === undefined ? (
                  t("toThem", { sends })
                ) : (
                  <bdi>{t("code", { code: `${code.slice(0, 3)}\u00a0${code.slice(3)}` })}</bdi>
                )}
              </p>
              <p>{t("bring")}</p>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
