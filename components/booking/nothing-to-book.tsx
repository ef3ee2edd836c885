import { useTranslations, useLocale } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { WhyNotBookable } from "#lib/schedule/bookable.ts";
import { soonestAddress, type KnownSoFar, bookingAddress } from "#components/booking-addresses.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { isoInZone, localDateOf } from "#lib/time/zone.ts";
import type { Alternative } from "#lib/booking/appointment.ts";
import { PhoneNumber } from "#components/phone-number.tsx";
import { ChosenTopic } from "./topic-choice.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";

const TONE = {
  over: "warn",
  cancelled: "alert",
  shut: "alert",
  tooLate: "warn",
  walkInOnly: "calm",
} as const satisfies Record<WhyNotBookable, string>;

/** Why this half-day cannot be booked, and a link on. `known`: what the search for another day starts with. */
export function CannotBook({
  why,
  permanence,
  known,
}: {
  why: WhyNotBookable;
  permanence: string;
  known?: KnownSoFar;
}) {
  const t = useTranslations("booking");
  const comes = why === "walkInOnly";
  return (
    <section className="grid gap-4">
      <Notice tone={TONE[why]}>{t(`${why}.title`)}</Notice>
      <p>
        <PageLink href={comes ? `/permanences/${permanence}` : soonestAddress(known)} className={buttonClass()}>
          {t(comes ? "walkInOnly.go" : "over.go")}
        </PageLink>
      </p>
    </section>
  );
}

type Props = {
  readonly topic: NamedTopic;
  readonly hours: readonly Alternative[];
  readonly timeZone: string;
  readonly permanence: string;
  /** Hours are free and withheld: then nobody is sent there without an appointment either. */
  readonly tooManyWait: boolean;
  /** From when residents may also come without an appointment, in this half-day. */
  readonly walkIn: Instant | undefined;
  /** A form filled in before the last hour was taken, sealed. */
  readonly typed?: string | undefined;
  /** Hours are left for whoever calls this telephone, if it is known, or comes; otherwise all are taken. */
  readonly onlyByTeam?: { readonly call: string | undefined } | undefined;
};

/** No hour is left to book online for this procedure: other ways, with what was chosen and typed. */
export function NoHour({ topic, hours, timeZone, permanence, tooManyWait, walkIn, typed, onlyByTeam }: Props) {
  const t = useTranslations("booking.none");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  return (
    <section className="grid gap-4">
      <Notice>
        {tooManyWait ? refusals("tooManyWait") : onlyByTeam ? <OnlyByTeam {...onlyByTeam} /> : t("title")}
      </Notice>
      <ChosenTopic topic={topic} page={bookingAddress(permanence, { typed })} />
      {walkIn !== undefined && !tooManyWait && (
        <p>
          {t("thatDay", {
            day: sayDay(localDateOf(walkIn, timeZone), locale),
            hour: sayHour(walkIn, timeZone, locale),
          })}{" "}
          <PageLink href={`/permanences/${permanence}`} className="inline-flex min-h-target items-center font-bold">
            {t("thatDayGo")}
          </PageLink>
        </p>
      )}
      {hours.length > 0 && (
        <div className="grid gap-2.5">
          <h2>{t("others")}</h2>
          <ul className="grid gap-2.5">
            {hours.map(({ permanence: other, span }) => (
              <li key={`${other} ${span.start}`} className="grid">
                <PageLink
                  href={bookingAddress(other, { topic: topic.key, hour: isoInZone(span.start, timeZone), typed })}
                  className={`${buttonClass("ghost")} justify-between!`}
                >
                  <span>
                    <span className="inline-block first-letter:uppercase">
                      {sayDay(localDateOf(span.start, timeZone), locale)}
                    </span>
                    {" · "}
                    <bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>
                  </span>
                  <Icon name="arrow" size={22} />
                </PageLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>
        <PageLink
          href={soonestAddress({ topic: topic.key, typed })}
          className={buttonClass(hours.length > 0 ? "quiet" : "full")}
        >
          {t("elsewhere")}
        </PageLink>
      </p>
    </section>
  );
}

/** « Pour réserver, appelez le … ou venez. » */
function OnlyByTeam({ call }: { call: string | undefined }) {
  const t = useTranslations();
  return call === undefined
    ? t("refusals.onlyByTeam")
    : t.rich("booking.none.onlyByTeam", { phone: () => <PhoneNumber phone={call} touch /> });
}
