import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Field } from "#components/ui/field.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PARTS_OF_DAY } from "#lib/schedule/absence.ts";
import type { AbsenceDays, AbsenceEffect as Effect, AbsencesOfPerson, ListedAbsence } from "#lib/schedule/absence.ts";
import { instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { ABSENCE_BUTTONS, fieldsOfAbsence, isWeekend } from "#lib/wire/planning/absence-form.ts";
import { datesAddress } from "#lib/wire/planning/dates-address.ts";
import { isStaffRefusal, type TypedForm } from "#lib/wire/staff-form.ts";
import { ButtonForm } from "#components/staff/button-form.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { sayRefusal } from "#components/staff/wording.ts";
import { AbsenceEffect } from "./absence-effect.tsx";
import { useSayAbsence } from "./say-absence.ts";
import type { HowTouched } from "./touched-half-days.tsx";

type Props = {
  person: AbsencesOfPerson;
  /** What the form that was sent would do; `confirm`: why it was not saved. */
  looked: {
    readonly sentence: TypedForm | undefined;
    readonly effect?: { readonly effect: Effect; readonly days: AbsenceDays };
    readonly confirm?: TypedForm;
  };
  typed: TypedForm | undefined;
  slug: string;
  /** The address of each form, without language. */
  actions: (acte: string) => string;
  /** The page on which this stands. */
  page: string;
  /** The absence whose days are to be changed, where the address names one. */
  changes: string | undefined;
  /** For whoever plans: the address at which a day is settled. They alone read the hours of a week of colleagues. */
  settle?: (day: string) => string;
  notHeld?: HowTouched["notHeld"];
};

/**
 * An absence in two taps: the button of the days, then the one that notes it, with what it touches in between; and what
 * is noted already.
 */
export function AbsencePanel({ person, looked, typed, slug, actions, page, changes, settle, notHeld }: Props) {
  const t = useTranslations("staff.absences");
  const all = useTranslations();
  const { sentence, effect, confirm } = looked;
  // Of a button without fields, a refusal is said above it.
  const isButton = typed?.form === "retirer" || (sentence !== undefined && sentence.fields["when"] !== "days");
  const refused = Object.values((typed?.form === "retirer" ? typed : sentence)?.refusals ?? {});
  const errors = refused.map((code) => ({
    field: "absence-days",
    sentence: isStaffRefusal(code) ? sayRefusal(all, code) : code,
  }));
  const changed = person.absences.find(({ id, own }) => own && id === (sentence?.fields["absence"] ?? changes));
  const chosen = sentence?.fields["when"];
  return (
    <div className="grid gap-5">
      {isButton && <ErrorSummary title={all("form.refused")} errors={errors} />}
      {!changed && (
        <ul id="absence-days" aria-label={t("when.title")} className="grid grid-cols-2 gap-3 md:grid-cols-3">
          {ABSENCE_BUTTONS.map((when) => (
            <li key={when} className="max-md:last:col-span-2">
              <ButtonForm
                action={actions("voir")}
                fields={{ slug, when }}
                chosen={effect !== undefined && chosen === when}
              >
                {t(when === "week" && isWeekend(person.today) ? "button.nextWeek" : `button.${when}`)}
              </ButtonForm>
            </li>
          ))}
        </ul>
      )}
      <details
        open={changed !== undefined || (sentence !== undefined && chosen === "days")}
        className="rounded-card border-2 border-edge bg-card px-4"
      >
        <summary className="min-h-target cursor-pointer content-center py-2 font-bold">
          {t(changed ? "change" : "button.days")}
        </summary>
        <div className="pb-4">
          <TypedDays
            person={person}
            changed={changed}
            action={actions("voir")}
            typed={chosen === "days" ? sentence : undefined}
            slug={slug}
          />
        </div>
      </details>
      {effect && (
        <AbsenceEffect
          effect={effect.effect}
          days={effect.days}
          actions={actions}
          typed={confirm}
          fields={sentence?.fields ?? {}}
          back={page}
          settle={settle}
          notHeld={notHeld}
          parts={PARTS_OF_DAY.filter((part) => part !== "morning" || !isMorningOver(effect.days, person))}
        />
      )}
      {!effect && <p className="text-soft">{t("notWhy")}</p>}
      <NotedAbsences person={person} slug={slug} action={actions("retirer")} page={page} settle={settle} />
    </div>
  );
}

/** The days that are typed, of a new absence or of one that changes. */
function TypedDays({
  person,
  changed,
  action,
  typed,
  slug,
}: {
  person: AbsencesOfPerson;
  changed: ListedAbsence | undefined;
  action: string;
  typed: TypedForm | undefined;
  slug: string;
}) {
  const t = useTranslations("staff.absences");
  const parts = PARTS_OF_DAY.map((part) => ({ value: part, label: t(`part.${part}`) }));
  return (
    <StaffForm
      form="absence"
      action={action}
      typed={typed}
      {...(changed
        ? { stored: fieldsOfAbsence(changed.span, person) }
        : { values: { from: person.today, until: "", part: "day" } })}
      submit={t("look")}
      look="ghost"
    >
      {(field) => (
        <>
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="when" value="days" />
          {changed && <input type="hidden" name="absence" value={changed.id} />}
          <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,12rem),1fr))] items-end gap-4">
            <Field {...field("from")} type="date" label={t("from")} required />
            <Field {...field("until")} type="date" label={t("until")} hint={t("untilHint")} />
          </div>
          <SelectField {...field("part", parts)} label={t("partLabel")} options={parts} />
        </>
      )}
    </StaffForm>
  );
}

const isMorningOver = ({ from }: AbsenceDays, { today, morningOver }: AbsencesOfPerson): boolean =>
  from === today && morningOver;

const later = (a: string, b: string): string => (a < b ? b : a);

/** The absences that are not over, each with the ways to change it and to take it back. */
function NotedAbsences({
  person: { account, absences, timeZone, today },
  settle,
  slug,
  action,
  page,
}: {
  person: AbsencesOfPerson;
  slug: string;
  action: string;
  page: string;
  settle: Props["settle"];
}) {
  const t = useTranslations("staff.absences");
  const dates = useTranslations("staff.people.dates");
  const say = useSayAbsence();
  return (
    <section aria-labelledby="noted" className="grid gap-2">
      <h2 id="noted">{t("noted")}</h2>
      {absences.length === 0 && <p>{t("nothingNoted")}</p>}
      <ul className="grid gap-3 empty:hidden">
        {absences.map(({ id, span, own }) => {
          const when = say.span(span, timeZone);
          const from = localDateOf(span.start, timeZone);
          const until = localDateOf(instant(span.end - 1), timeZone);
          return (
            <li key={id} className="grid gap-2 border-b-2 border-hair pb-3">
              <p className="font-bold first-letter:uppercase">{when}</p>
              {settle && from < until && (
                <p>
                  <PageLink
                    href={datesAddress(account, { organisation: slug, from, until })}
                    className="inline-flex min-h-target items-center"
                    aria-label={`${dates("title")}, ${when}`}
                  >
                    {dates("title")}
                  </PageLink>
                </p>
              )}
              {settle && (
                <p>
                  <PageLink
                    href={settle(later(today, from))}
                    className="inline-flex min-h-target items-center"
                    aria-label={`${t("settle")}, ${when}`}
                  >
                    {t("settle")}
                  </PageLink>
                </p>
              )}
              {own ? (
                <div className="flex flex-wrap gap-3">
                  <PageLink
                    href={`${page}${page.includes("?") ? "&" : "?"}changer=${id}`}
                    className={buttonClass("quiet")}
                    aria-label={t("changeOf", { when })}
                  >
                    {t("change")}
                  </PageLink>
                  <ButtonForm action={action} fields={{ slug, absence: id }} label={t("removeOf", { when })}>
                    {t("remove")}
                  </ButtonForm>
                </div>
              ) : (
                <p className="text-soft">{t("others")}</p>
              )}
            </li>
          );
        })}
      </ul>
      {settle && (
        <p>
          <PageLink
            href={datesAddress(account, { organisation: slug, from: today })}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("noEnd")}
          </PageLink>
        </p>
      )}
    </section>
  );
}
