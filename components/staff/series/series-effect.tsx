import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { SeriesChangeOutcome } from "#lib/booking/outcome-of-series-change.ts";
import type { DateOfSeries } from "#lib/schedule/occurrences.ts";
import type { SeriesEffect as Effect } from "#lib/booking/series-effect.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";

type Props = {
  effect: Effect;
  action: string;
  typed: TypedForm | undefined;
  /** What was typed into the sentence: sent again with the button that saves. */
  fields: Readonly<Record<string, string>>;
  /** Where the reader goes to change nothing. */
  back: string;
  /** The page of the poster of the place. */
  poster: string;
  kind: "new" | "change" | "end";
};

/** Dates that are listed; of the others those that are not held are named, as many, and the rest are counted. */
const SHOWN = 12;

/** What a series would do, and the button that does it: its next dates at the side of what they touch. */
export function SeriesEffect({ effect, action, typed, fields, back, poster, kind }: Props) {
  const t = useTranslations("staff.series");
  return (
    <section aria-labelledby="effect" className="grid gap-4">
      <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })}>
        {t("effect.title")}
      </h2>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {kind !== "end" && <NextDates effect={effect} />}
        <div className="grid gap-4">
          <Touched effect={effect} kind={kind} />
          <Confirm {...{ effect, action, typed, fields, back, kind }} />
          {kind !== "new" && (
            <p>
              <PageLink href={poster} className="inline-flex min-h-target items-center font-bold">
                {t("effect.poster")}
              </PageLink>
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function NextDates({ effect: { dates, place, halfDays } }: { effect: Effect }) {
  const t = useTranslations("staff.series.effect");
  const locale = useLocale();
  const apart = new Map(halfDays.filter(stays).map((one) => [one.to?.originalDate, one]));
  const without = dates.slice(SHOWN).filter(({ notHeld }) => notHeld !== undefined);
  const held = dates.filter(({ notHeld }) => notHeld === undefined).length;
  return (
    <div className="grid gap-1">
      <h3>{t("nextDates", { count: Math.min(SHOWN, dates.length) })}</h3>
      <p className="text-soft">{t("inAYear", { held, not: dates.length - held })}</p>
      {dates.length === 0 && <Notice tone="warn">{t("noDate")}</Notice>}
      <ul className="grid">
        {dates.slice(0, SHOWN).map((date) => {
          const other = apart.get(date.originalDate);
          return (
            <li key={date.originalDate} className="flex flex-wrap items-center gap-x-3 border-b border-hair py-2">
              <Icon name={date.notHeld === undefined ? "check" : "cross"} size={20} />
              <span className={`min-w-44 font-bold ${date.notHeld === undefined ? "" : "line-through"}`}>
                {sayDay(other?.localDate ?? date.localDate, locale)}
              </span>
              <span className={date.notHeld === undefined ? "" : "text-soft"}>
                {other ? t("asItStands") : <HoursOrWhy date={date} zone={place.timeZone} />}
              </span>
            </li>
          );
        })}
      </ul>
      {without.length > 0 && (
        <ul className="grid text-soft">
          {without.slice(0, SHOWN).map(({ originalDate, localDate, notHeld }) => (
            <li key={originalDate} className="flex flex-wrap items-center gap-x-3 py-1">
              <Icon name="cross" size={20} />
              <span className="min-w-44 line-through">{sayDay(localDate, locale)}</span>
              <span>{notHeld !== undefined && t(`notHeld.${notHeld}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function HoursOrWhy({ date, zone }: { date: DateOfSeries; zone: string }) {
  const t = useTranslations("staff.series.effect");
  const locale = useLocale();
  if (date.notHeld !== undefined) return t(`notHeld.${date.notHeld}`);
  const from = sayHour(date.span.start, zone, locale);
  const to = sayHour(date.span.end, zone, locale);
  return (
    <span dir="ltr">
      {from} – {to}
    </span>
  );
}

/** Whether a half-day stays otherwise than the series says. */
const stays = ({ outcome }: { readonly outcome: SeriesChangeOutcome }): boolean =>
  outcome === "stays-by-hand" || outcome === "stays-begun" || outcome === "stays-for-appointments";

function Touched({ effect, kind }: { effect: Effect; kind: Props["kind"] }) {
  const t = useTranslations("staff.series.effect");
  const week = useTranslations("staff.planning");
  const locale = useLocale();
  const { halfDays, planned, outsideHours, share, bookableLanes, place } = effect;
  const of = (outcome: SeriesChangeOutcome) => halfDays.filter((one) => one.outcome === outcome);
  const waiting = of("stays-for-appointments");
  const follows = of("follows").length;
  const apart = halfDays.filter(stays).length - waiting.length;
  const cancelled = of("is-cancelled");
  const people = cancelled.reduce((sum, one) => sum + one.people, 0);
  return (
    <div className="grid gap-3">
      <h3>{t("touches")}</h3>
      {waiting.length > 0 && (
        <Notice tone="warn">
          <p>
            {t("waiting", {
              count: waiting.length,
              appointments: waiting.reduce((sum, one) => sum + one.appointments, 0),
            })}
          </p>
          <ul className="pt-2 font-normal">
            {waiting.slice(0, SHOWN).map(({ permanence, localDate, appointments }) => (
              <li key={permanence}>{t("waitingOn", { day: sayDay(localDate, locale), appointments })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className="grid gap-2">
        {kind === "new" && <Fact>{t("nobodyYet")}</Fact>}
        {kind !== "new" && halfDays.length === 0 && <Fact>{t("nothingTouched")}</Fact>}
        {follows > 0 && <Fact>{t("follow", { count: follows })}</Fact>}
        {planned && planned.people > 0 && <Fact>{t("planned", { people: planned.people, dates: planned.dates })}</Fact>}
        {planned && planned.leaving.length > 0 && (
          <Fact icon="warning">
            {t("leaving", {
              people: new Intl.ListFormat(locale, { type: "conjunction" }).format(
                planned.leaving.map(({ name, dates }) => t("leaves", { name: name ?? week("unnamed"), dates })),
              ),
            })}
          </Fact>
        )}
        {apart > 0 && <Fact>{t("apart", { count: apart })}</Fact>}
        {cancelled.length > 0 && (
          <Fact icon="cross">
            {t("cancelled", { count: cancelled.length })} {people > 0 && t("released", { count: people })}
          </Fact>
        )}
        {kind !== "new" && <Fact>{t("partners")}</Fact>}
        {share && kind !== "end" && bookableLanes > 0 && (
          <Fact icon={share.warning ? "warning" : "check"}>
            {t(share.warning ? "shareTooMuch" : "share", { desks: bookableLanes, share: share.share })}
          </Fact>
        )}
        {outsideHours && <Fact icon="warning">{t("outsideHours", { place: place.name })}</Fact>}
      </ul>
    </div>
  );
}

const Fact = ({ icon = "check", children }: { icon?: "check" | "cross" | "warning"; children: React.ReactNode }) => (
  <li className="flex items-start gap-3">
    <Icon name={icon} size={22} />
    <span>{children}</span>
  </li>
);

function Confirm({ effect, action, typed, fields, back, kind }: Omit<Props, "poster">) {
  const t = useTranslations("staff.series.effect");
  const cancels = effect.halfDays.some(({ outcome }) => outcome === "is-cancelled");
  return (
    <ConfirmEffect
      {...{ action, typed, fields }}
      version={effect.version}
      submit={t(`save.${kind}`)}
      note={t("nothingYet")}
      back={{ href: back, label: t("changeNothing") }}
      values={{ sentence: "" }}
    >
      {(field) =>
        cancels && (
          <Field
            {...field("sentence")}
            label={t("sentence")}
            hint={t("sentenceHint")}
            maxLength={140}
            dir="auto"
            lang="fr"
            required
          />
        )
      }
    </ConfirmEffect>
  );
}
