import { useLocale, useTranslations } from "next-intl";
import { SelectField } from "#components/staff/select-field.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { Week } from "#lib/schedule/planned-week.ts";
import { sayDate, sayMonth } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";
import {
  firstOfFormer,
  firstOfNext,
  WEEK_HEADING,
  WEEK_VIEWS,
  weekAddress,
  weekFromHeading,
  type WeekAddress,
} from "#lib/wire/planning/week-address.ts";
import { isShort } from "#lib/schedule/staffing.ts";
import { pageOfAct, useSayAct } from "./say-act.ts";

type Props = {
  week: Week;
  address: WeekAddress;
  /** The first day that is shown; of a month any of its days. */
  day: string;
  places: readonly { readonly id: string; readonly name: string }[];
};

const VIEW_NAMES = { lieux: "byPlace", personnes: "byPerson", mois: "month" } as const;

/** The heading of the planning: which week, what it holds, the views, the filters and printing. */
export function WeekHead({ week, address, day, places }: Props) {
  const t = useTranslations("staff.planning");
  const locale = useLocale() as Locale;
  const { permanence: _, weekly: __, undo: ___, ...shown } = address;
  const halfDays = week.places.flatMap((place) => place.halfDays);
  const cancelled = halfDays.filter(({ status }) => status === "cancelled").length;
  const short = halfDays.filter(isShort).length;
  const isMonth = address.view === "mois";
  const [before, after] = isMonth ? [firstOfFormer(day), firstOfNext(day)] : [plusDays(day, -7), plusDays(day, 7)];
  const step = (to: string, label: string, sign: string) => (
    <PageLink
      href={weekFromHeading({ ...shown, day: to })}
      className={`${buttonClass("quiet")} min-w-14`}
      aria-label={label}
    >
      <span aria-hidden="true" className="rtl:-scale-x-100">
        {sign}
      </span>
    </PageLink>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="flex items-center gap-3">
          <span className="print:hidden">{step(before, t(isMonth ? "monthBefore" : "before"), "‹")}</span>
          <h1 id={WEEK_HEADING} tabIndex={-1} className="first-letter:uppercase max-sm:text-[1.3rem]!">
            {isMonth ? sayMonth(day, locale) : t("title", { day: sayDate(day, locale) })}
          </h1>
          <span className="print:hidden">{step(after, t(isMonth ? "monthAfter" : "after"), "›")}</span>
        </div>
        <p className="flex flex-wrap items-center gap-x-5 gap-y-1">
          <span>{t("halfDays", { count: halfDays.length - cancelled })}</span>
          <span className="inline-flex items-center gap-1 font-bold">
            <Icon name={short > 0 ? "warning" : "check"} size={22} />
            {t("short", { count: short })}
          </span>
          {cancelled > 0 && (
            <span className="inline-flex items-center gap-1 font-bold text-alert">
              <Icon name="cross" size={22} />
              {t("cancelledCount", { count: cancelled })}
            </span>
          )}
        </p>
      </div>
      {address.short && <p className="hidden font-bold print:block">{t("onlyShort")}</p>}
      <div className="flex flex-wrap items-end gap-3 print:hidden">
        <nav aria-label={t("views")}>
          <ul className="flex flex-wrap gap-2">
            {WEEK_VIEWS.map((view) => (
              <li key={view}>
                <PageLink
                  href={weekFromHeading({ ...shown, view })}
                  aria-current={view === address.view ? "page" : undefined}
                  className={buttonClass(view === address.view ? "full" : "quiet")}
                >
                  {t(VIEW_NAMES[view])}
                </PageLink>
              </li>
            ))}
            <li>
              <PageLink href={weekFromHeading({ ...shown, day: week.today })} className={buttonClass("quiet")}>
                {t("thisWeek")}
              </PageLink>
            </li>
          </ul>
        </nav>
        {!isMonth && (
          <form
            method="get"
            action={getPathname({ href: `/coordination/planning#${WEEK_HEADING}`, locale })}
            aria-label={t("filters")}
            className="flex flex-wrap items-end gap-3"
          >
            {Object.entries({
              organisation: shown.organisation,
              semaine: day,
              vue: shown.view,
              personne: shown.person,
            }).map(([name, value]) =>
              value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
            )}
            <SelectField
              id="lieu"
              name="lieu"
              label={t("place")}
              defaultValue={address.place ?? ""}
              error={undefined}
              options={[
                { value: "", label: t("everyPlace") },
                ...places.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TickBox name="completer" ticked={address.short}>
              {t("onlyShort")}
            </TickBox>
            <Button type="submit" look="ghost">
              {t("show")}
            </Button>
          </form>
        )}
        <WeekTools address={address} className="max-sm:hidden" />
      </div>
    </>
  );
}

/**
 * The last planning act, with the button that undoes it or the page on which it is taken back. It stands below what was
 * just done.
 */
export function LastAct({ last, address }: { last: Week["last"]; address: WeekAddress }) {
  const t = useTranslations("staff.planning.last");
  const { sayButton, sayOther } = useSayAct();
  if (!last) return null;
  if (last.way !== "elsewhere") {
    const { permanence: _, weekly: __, undo: ___, ...shown } = address;
    return (
      <p className="print:hidden">
        <PageLink href={weekAddress({ ...shown, undo: last.entry })} className={buttonClass("ghost")}>
          {sayButton(last)}
        </PageLink>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-3 print:hidden">
      <span>{sayOther(last.other)}</span>
      <PageLink href={pageOfAct(last.other, address)} className="inline-flex min-h-target items-center font-bold">
        {t("open")}
      </PageLink>
    </p>
  );
}

/**
 * Prints, the planning as a table, and a half-day more. On a telephone they stand below the week, so that it is in
 * sight.
 */
export function WeekTools({ address, className }: { address: WeekAddress; className: string }) {
  const t = useTranslations("staff.planning");
  const { permanence: _, weekly: __, ...shown } = address;
  return (
    <div className={`flex flex-wrap gap-3 print:hidden ${className}`}>
      <PrintButton label={t("print")} />
      {address.view !== "mois" && (
        <PageLink href={weekAddress({ ...shown, sheets: true })} className={buttonClass("ghost")}>
          {address.view === "personnes" ? t("sheetsByPerson") : t("sheetsByPlace")}
        </PageLink>
      )}
      <PageLink
        href={`/coordination/planning/importer?${new URLSearchParams(
          address.organisation === undefined ? {} : { organisation: address.organisation },
        )}`}
        className={buttonClass("quiet")}
      >
        {t("asTable")}
      </PageLink>
      <PageLink
        href={`/coordination/permanences/creer?${new URLSearchParams({
          ...(address.organisation !== undefined && { organisation: address.organisation }),
          ...(address.place !== undefined && { lieu: address.place }),
        })}`}
        className={buttonClass()}
      >
        {t("oneMore")}
      </PageLink>
    </div>
  );
}
