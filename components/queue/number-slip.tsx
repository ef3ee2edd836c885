import { useLocale, useTranslations } from "next-intl";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { appointmentsToSay } from "./follow-state.ts";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import { pictureName } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { rangeOnTheClock } from "#lib/time/say-duration.ts";

type Props = {
  place: string;
  organisation?: { readonly service: string; readonly phone?: string } | undefined;
  when: string;
  follow: Follow;
  withTeam: number;
  hours: readonly string[];
  asOf: Instant;
  zone: string;
  end: Instant;
};

/**
 * The number on paper, for residents without a phone: who is before them, and the wait as clock times, since paper does
 * not count down, none after the closing, and all of it as at the time of printing. `organisation`: who holds the
 * half-day; `when`: day and hour of printing; `end`: of the half-day.
 */
export function NumberSlip({ place, organisation, when, follow, withTeam, hours, asOf, zone, end }: Props) {
  const t = useTranslations("slip");
  const turn = useTranslations("turn");
  const locale = useLocale();
  const pictures = useTranslations("pictures");
  const { number, picture, ahead, wait } = follow;
  const clock = wait.state === "range" ? rangeOnTheClock(wait, asOf) : undefined;
  const hourOf = (moment: Instant): string => sayHour(moment, zone, locale);
  const before = [
    ...(ahead.people > 0 ? [turn("people", { count: ahead.people })] : []),
    ...(withTeam > 0 ? [turn("withTeam", { count: withTeam })] : []),
  ];
  const appointments = appointmentsToSay(hours, wait);
  return (
    <article className="mx-auto grid w-[72mm] max-w-full justify-items-center gap-2 rounded-card border-[3px] border-ink bg-white p-4 text-center text-ink">
      <p>
        <FrenchText text={place} />
      </p>
      <p className="number text-[6rem]">{number}</p>
      <Pictogram picture={picture} size={96} />
      <h1 className="text-[1.4rem]!">{pictures(pictureName(picture))}</h1>
      {before.length === 0 && hours.length === 0 ? (
        <p>{turn("nobodyBefore")}</p>
      ) : (
        <div className="justify-self-start text-start">
          {before.length > 0 && (
            <>
              <p>{t("before")}</p>
              <ul className="list-disc ps-6">
                {before.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </>
          )}
          {hours.length > 0 && (
            <>
              <p>{turn("atTheirHour")}</p>
              <ul className="list-disc ps-6">
                {appointments.hours.map((hour, index) => (
                  <li key={index}>{turn("appointmentAt", { hour })}</li>
                ))}
                {appointments.more && <li>{turn("otherAppointments")}</li>}
              </ul>
            </>
          )}
        </div>
      )}
      {!follow.letPast && !follow.cameBack && !follow.withoutNetwork && <p className="text-start">{t("closedList")}</p>}
      {clock && clock.start < end && (
        <p className="text-start font-bold">
          {clock.end <= end
            ? t("turn", { from: hourOf(clock.start), to: hourOf(clock.end) })
            : t("turnFrom", { from: hourOf(clock.start), closing: hourOf(end) })}
        </p>
      )}
      {clock && (
        <p className="text-start">
          {turn("closing.ask", { hour: hourOf(end) })}{" "}
          <strong className="whitespace-nowrap">{turn(`closing.${follow.beforeClosing}`)}</strong>
          <br />
          {t("asPrinted")}
        </p>
      )}
      <p className="text-start">
        {t("stay")} {t("out")}
      </p>
      <p className="text-[0.9rem] text-soft">{when}</p>
      {organisation && (
        <p className="text-[0.9rem] leading-tight">
          <FrenchText text={organisation.service} />
          {organisation.phone !== undefined && (
            <>
              <br />
              <PhoneNumber phone={organisation.phone} />
            </>
          )}
        </p>
      )}
    </article>
  );
}
