import type { FirstItems } from "#lib/booking/coordinator-tasks.ts";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { ShortLines } from "#components/staff/planning/half-day-card.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { NotRecorded } from "#lib/report/week-done.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { HalfDayOfWeek } from "#lib/schedule/planned-week.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";

/** A list of the Monday page with its heading; `none`: what is said when there is nothing to do. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid content-start gap-2 print:gap-1">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** That nothing is to be done, by icon and word. */
export const NothingToDo = ({ children }: { children: string }) => (
  <p className="flex items-center gap-2 font-bold text-ok">
    <Icon name="check" size={24} />
    {children}
  </p>
);

/** That a list goes on elsewhere. */
export function More({ more }: { more: boolean }) {
  const t = useTranslations("staff.monday");
  return more ? <p className="text-soft">{t("more")}</p> : null;
}

type HalfDayRow = Pick<HalfDayOfWeek, "localDate" | "span" | "timeZone"> & { readonly place: string };

/** Day, hours and place of a half-day, which lead on. `today`: the day that is said as such, where it is that one. */
export function HalfDayLink({ halfDay, href, today }: { halfDay: HalfDayRow; href: string; today?: string }) {
  const t = useTranslations("staff.planning");
  const planned = useTranslations("staff.today");
  const locale = useLocale();
  const [from, to] = [halfDay.span.start, halfDay.span.end].map((at) => sayHour(at, halfDay.timeZone, locale));
  return (
    <PageLink
      href={href}
      className="inline-flex min-h-target items-center py-1.5 leading-snug font-bold print:min-h-0 print:py-0"
    >
      <span className="inline-block first-letter:uppercase">
        {halfDay.localDate === today ? planned("today") : sayDay(halfDay.localDate, locale)}
        {locale === "ar" ? "، " : ", "}
        {t("hours", { from: from ?? "", to: to ?? "" })}
        {" ·\u00a0"}
        <FrenchText text={halfDay.place} />
      </span>
    </PageLink>
  );
}

/** What residents read of a half-day that is not held, and when it is held instead. */
export function WhyCancelled({ halfDay: { why, movedTo } }: { halfDay: Pick<HalfDayOfWeek, "why" | "movedTo"> }) {
  return (
    <>
      {why !== undefined && (
        <p>
          « <FrenchText text={why} /> »
        </p>
      )}
      {movedTo && (
        <p>
          <MovedWords to={movedTo} />
        </p>
      )}
    </>
  );
}

/**
 * The half-days of a week for which somebody is to be found, each with the panel that settles it. `next`: it is the
 * week that comes.
 */
export function ShortHalfDays({
  short,
  organisation,
  week,
  next = false,
}: {
  short: FirstItems<HalfDayOfWeek>;
  organisation: string;
  week: string;
  next?: boolean;
}) {
  const t = useTranslations("staff.monday");
  const address = { organisation, day: week, view: "lieux", short: false } as const;
  return (
    <Part id={next ? "a-completer-ensuite" : "a-completer"} title={t(next ? "short.titleNext" : "short.title")}>
      {short.shown.length === 0 && <NothingToDo>{t("short.none")}</NothingToDo>}
      <ul className="grid gap-1">
        {short.shown.map((halfDay) => (
          <li key={halfDay.id} className="border-t border-hair py-1">
            <HalfDayLink
              halfDay={{ ...halfDay, place: halfDay.place.name }}
              href={`${weekAddress({ ...address, permanence: halfDay.id })}#permanence`}
            />
            <ShortLines halfDay={halfDay} />
          </li>
        ))}
      </ul>
      <More more={short.more} />
      <p className="print:hidden">
        <PageLink
          href={weekAddress({ ...address, short: short.shown.length > 0 })}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t(next ? "toPlanningNext" : "toPlanning")}
        </PageLink>
      </p>
    </Part>
  );
}

/** The half-days that are not recorded, each with what to do; missing reports are folded together. */
export function NotRecordedHalfDays({
  unclosed,
  withoutReports,
}: {
  unclosed: FirstItems<NotRecorded>;
  withoutReports: FirstItems<NotRecorded>;
}) {
  const t = useTranslations("staff.monday.notRecorded");
  const missing = withoutReports.shown.reduce((sum, one) => sum + (one.why === "reports-missing" ? one.missing : 0), 0);
  return (
    <Part id="pas-notees" title={t("title")}>
      {unclosed.shown.length + missing === 0 && <NothingToDo>{t("none")}</NothingToDo>}
      <HalfDaysToRecord halfDays={unclosed} />
      {missing > 0 && (
        <details>
          <summary className="min-h-target cursor-pointer content-center font-bold">
            {t("missing", { missing })}
          </summary>
          <HalfDaysToRecord halfDays={withoutReports} />
        </details>
      )}
    </Part>
  );
}

function HalfDaysToRecord({ halfDays }: { halfDays: FirstItems<NotRecorded> }) {
  const t = useTranslations("staff.monday.notRecorded");
  return (
    <>
      <ul className="grid gap-1">
        {halfDays.shown.map((halfDay) => (
          <li key={halfDay.id} className="border-t border-hair py-1">
            <HalfDayLink halfDay={halfDay} href={`/conseiller/permanences/${halfDay.id}`} />
            <p>
              {halfDay.why === "reports-missing" ? t("missing", { missing: halfDay.missing }) : t(`why.${halfDay.why}`)}
            </p>
          </li>
        ))}
      </ul>
      <More more={halfDays.more} />
    </>
  );
}
