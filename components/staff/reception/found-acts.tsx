import { useLocale, useTranslations } from "next-intl";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FoundAppointment } from "#lib/booking/found-appointment.ts";
import { mayChange } from "#lib/booking/may-change.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockMinute } from "#lib/time/say.ts";
import { localDateOf, minuteOfDay } from "#lib/time/zone.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SmsAtDesk } from "./number-given.tsx";
import { PostForm } from "./post-form.tsx";

/**
 * What can be done with an appointment that is open: here, late, another hour, fetched, before others, cancelled; and
 * on paper. `now` decides what is offered.
 */
export function FoundActs({
  found,
  typed,
  now,
}: {
  found: FoundAppointment;
  typed: TypedForm | undefined;
  now: Instant;
}) {
  const t = useTranslations("staff.reception.acts");
  const locale = useLocale();
  const { held, ref, line } = found;
  const fields = { trouve: ref };
  const query = new URLSearchParams(fields);
  const may = mayChange(held, now);
  const expected = held.state === "booked" || held.state === "late" || held.state === "no-show";
  const today = localDateOf(now, held.timeZone) === localDateOf(held.span.start, held.timeZone);
  const inLine = line !== undefined && held.state === "checked-in";
  const toFetch = held.toFetch === true;
  return (
    <div className="grid gap-3">
      <p className="font-bold">{t(`states.${STATES[held.state]}`)}</p>
      {held.visit && (
        <p className="flex items-baseline gap-3">
          {t("number")} <strong className="number text-[3rem] leading-none">{held.visit.number}</strong>
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {expected && today && (
          <PostForm act="arrive" fields={fields}>
            {t("here")}
          </PostForm>
        )}
        {may.move && (
          <PageLink
            href={`/accueil?${new URLSearchParams({ ...fields, deplacer: "1" })}`}
            className={buttonClass("ghost")}
          >
            {t("move")}
          </PageLink>
        )}
        {inLine && !line.priority && line.state === "waiting" && (
          <PostForm act="priorite" fields={fields} look="ghost">
            {t("priority")}
          </PostForm>
        )}
        {(expected || inLine) && (
          <PostForm act="chercher" fields={{ ...fields, on: toFetch ? "" : "on" }} look="quiet">
            {toFetch ? t("notFetch") : t("fetch")}
          </PostForm>
        )}
        {waysToChange(found.way).map((way) => (
          <PostForm key={way} act="prevenir" fields={{ ...fields, way }} look="quiet">
            {t(`ways.${way}`)}
          </PostForm>
        ))}
        <a
          href={getPathname({
            href: held.visit ? `/suivi/${held.visit.secret}/papier` : `/accueil/papier?${query}`,
            locale: localeOf(found.language ?? locale),
          })}
          className={buttonClass("quiet")}
        >
          {t("print")}
        </a>
      </div>
      {inLine && line.given && <SmsAtDesk given={line.given} typed={typed} page={fields} />}
      {expected && today && (
        <StaffForm form="retard" action={`/accueil/retard?${query}`} typed={typed} values={fields}>
          {(field) => (
            <div className="flex flex-wrap items-end gap-3">
              <input type="hidden" name="trouve" value={ref} />
              <Field
                {...field("hour")}
                label={t("late")}
                hint={t("lateHint", { hour: sayClockMinute(minuteOfDay(held.span.start, held.timeZone) + 20, locale) })}
                autoComplete="off"
                maxLength={10}
                className="max-w-48"
              />
              <button type="submit" className={buttonClass("quiet")}>
                {t("noteLate")}
              </button>
            </div>
          )}
        </StaffForm>
      )}
      {may.cancel && (
        <details className="rounded-card border-2 border-hair bg-card px-4">
          <summary className="min-h-target cursor-pointer content-center font-bold">{t("cancel")}</summary>
          <div className="grid justify-items-start gap-2 pb-4">
            <p>{t("cancelWhat")}</p>
            <PostForm act="annuler" fields={fields}>
              {t("cancelYes")}
            </PostForm>
          </div>
        </details>
      )}
    </div>
  );
}

/**
 * What a person may stop or have again, keys under `staff.reception.acts.ways`: of what is sent to them, or what they
 * stopped.
 */
function waysToChange(way: FoundAppointment["way"]): readonly ("no-sms" | "sms" | "no-mail" | "mail")[] {
  if (!way) return [];
  return [
    ...(way.by === "sms" ? (["no-sms"] as const) : []),
    ...(way.refusesSms ? (["sms"] as const) : []),
    ...(way.by === "mail" ? (["no-mail"] as const) : []),
    ...(way.refusesMail ? (["mail"] as const) : []),
  ];
}

/** The sentence of each state, a key under `staff.reception.acts.states`. */
const STATES = {
  booked: "booked",
  late: "late",
  "no-show": "noShow",
  "checked-in": "checkedIn",
  attended: "attended",
  "awaiting-outcome": "over",
  "cancelled-by-resident": "cancelledByResident",
  "cancelled-by-service": "cancelledByService",
} as const satisfies Record<FoundAppointment["held"]["state"], string>;
