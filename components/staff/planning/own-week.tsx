import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { OwnHalfDay } from "#lib/schedule/planned-week.ts";

/**
 * Where and when somebody is planned in the next two weeks; what was cancelled stays, struck through, with whom to
 * call.
 */
export function OwnWeek({ halfDays }: { halfDays: readonly OwnHalfDay[] }) {
  const t = useTranslations("staff.planning");
  return (
    <section aria-labelledby="own-week" className="grid gap-3">
      <h2 id="own-week">{t("mine")}</h2>
      {halfDays.length === 0 && <p>{t("mineNothing")}</p>}
      <ul className="grid gap-3">
        {halfDays.map((one) => (
          <OneHalfDay key={one.id} halfDay={one} />
        ))}
      </ul>
    </section>
  );
}

function OneHalfDay({ halfDay }: { halfDay: OwnHalfDay }) {
  const t = useTranslations("staff.planning");
  const own = useTranslations("staff.disruption.own");
  const list = useTranslations("halfDays");
  const locale = useLocale();
  const { permanence, place, address, desk, span, timeZone, away, missing, cancelled, toTell } = halfDay;
  const day = sayDay(localDateOf(span.start, timeZone), locale);
  // The hours are a block of their own, which a line through the text around it leaves out.
  const struck = cancelled ? "line-through [&_*]:line-through" : "";
  return (
    <li className={`grid justify-items-start gap-1 border-s-4 ps-3 ${cancelled ? "border-hair" : "border-accent"}`}>
      <p className={`font-bold ${struck}`}>
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      <p className={struck}>
        <FrenchText text={place} /> · {t("deskOf", { desk })}
      </p>
      {cancelled ? (
        <Tag>{list("cancelled")}</Tag>
      ) : (
        <p className="text-soft">
          <FrenchText text={address} />
        </p>
      )}
      {cancelled?.movedTo && (
        <p>
          <MovedWords to={cancelled.movedTo} />
        </p>
      )}
      {away && !cancelled && <Tag>{list("away")}</Tag>}
      {missing && <Tag>{t("missing", { count: 1 })}</Tag>}
      {toTell > 0 && (
        <PageLink
          href={`/conseiller/permanences/${permanence}/a-prevenir`}
          className={`${buttonClass("ghost")} my-1`}
          aria-label={`${list("toTell", { count: toTell })}, ${day}, ${place}`}
        >
          <Icon name="telephone" size={22} />
          {list("toTell", { count: toTell })}
        </PageLink>
      )}
      <PageLink
        href={`/conseiller/permanences/${permanence}/imprevu`}
        className="inline-flex min-h-target items-center py-1 font-bold"
        aria-label={own(cancelled ? "cancelledTo" : "linkTo", { day, place })}
      >
        {own(cancelled ? "cancelledLink" : "link")}
      </PageLink>
    </li>
  );
}
