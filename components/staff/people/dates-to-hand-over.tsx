import { useLocale, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { DatesToHandOver as Dates, ListedDate } from "#lib/schedule/dates-to-hand-over.ts";
import { sayDay } from "#lib/time/say.ts";
import { datesAddress, type DatesAddress } from "#lib/wire/planning/dates-address.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { useSayObjection } from "#components/staff/planning/say-objection.ts";
import { useSayWhyNot } from "#components/staff/planning/say-why-not.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  dates: Dates;
  address: DatesAddress;
  typed: TypedForm | undefined;
  /** Whether colleagues are told by mail what changes for them. */
  byMail: boolean;
};

/**
 * The dates of somebody from a day on, who is free at how many of them, and what one colleague would take over, with
 * the button that does it.
 */
export function DatesToHandOver({ dates, address, typed, byMail }: Props) {
  const t = useTranslations("staff.people.dates");
  const planning = useTranslations("staff.planning");
  const locale = useLocale() as Locale;
  const { account, colleagues, chosen } = dates;
  const count = dates.dates.length;
  const unnamed = planning("unnamed");
  return (
    <>
      <form
        method="get"
        action={getPathname({ href: datesAddress(account, {}), locale })}
        aria-label={t("which")}
        className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,12rem),1fr))] items-end gap-4"
      >
        {address.organisation !== undefined && <input type="hidden" name="organisation" value={address.organisation} />}
        <Field id="du" name="du" type="date" label={t("from")} defaultValue={address.from} />
        <Field id="au" name="au" type="date" label={t("until")} hint={t("untilHint")} defaultValue={address.until} />
        <Button type="submit" look="ghost">
          {planning("show")}
        </Button>
      </form>
      <div className="grid gap-2">
        <p className="font-bold">{t("count", { count })}</p>
        {count > 0 && (
          <details>
            <summary className="min-h-target cursor-pointer content-center font-bold">{t("list")}</summary>
            <DateList dates={dates.dates} />
          </details>
        )}
        {dates.otherPlaces > 0 && <p>{t("otherPlaces", { count: dates.otherPlaces })}</p>}
      </div>
      {chosen && (
        <TakesOver
          taken={chosen}
          name={chosen.name ?? unnamed}
          action={datesAddress(account, address, "/confier")}
          typed={typed}
          byMail={byMail}
        />
      )}
      {count > 0 && (
        <section aria-labelledby="free" className="grid gap-3">
          <h2 id="free">{planning("panel.whoIsFree")}</h2>
          {colleagues.length === 0 && <p>{t("nobody")}</p>}
          <ul className="grid gap-2 empty:hidden sm:grid-cols-2">
            {colleagues.map((one) => (
              <li key={one.account} className="grid">
                <PageLink
                  href={`${datesAddress(account, { ...address, to: one.account })}#prend`}
                  className={buttonClass(one.account === chosen?.account ? "quiet" : "ghost")}
                  aria-current={one.account === chosen?.account ? "true" : undefined}
                >
                  <span className="grid">
                    <span>{one.name ?? unnamed}</span>
                    <span className="text-base font-normal text-soft">
                      {t("freeFor", { dates: one.dates, all: count })}
                    </span>
                  </span>
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What a colleague would take over, and the dates that would be left, with the reason. */
function TakesOver({
  taken: { account, planned, without },
  name,
  action,
  typed,
  byMail,
}: {
  taken: NonNullable<Dates["chosen"]>;
  name: string;
  action: string;
  typed: TypedForm | undefined;
  byMail: boolean;
}) {
  const t = useTranslations("staff.people.dates");
  const last = useTranslations("staff.planning.last");
  const sayObjection = useSayObjection();
  const sayWhyNot = useSayWhyNot();
  const doubts = planned.filter(({ but }) => but.length > 0);
  return (
    <section
      id="prend"
      aria-labelledby="takes"
      className="grid gap-3 rounded-card border-2 border-accent bg-accent-soft p-4"
    >
      <h2 id="takes">{t("takes", { name, count: planned.length })}</h2>
      <p>
        {t("sameHours")} {last(byMail ? "tellByMail" : "tell", { people: name })}
      </p>
      {planned.length > 0 && (
        <details>
          <summary className="min-h-target cursor-pointer content-center font-bold">{t("list")}</summary>
          <DateList dates={planned} />
        </details>
      )}
      {doubts.length > 0 && (
        <div className="grid gap-1">
          <p className="flex gap-2 font-bold">
            <Icon name="warning" size={20} />
            {t("doubts")}
          </p>
          <DateList dates={doubts} says={({ but }) => but.map(sayObjection).join(", ")} />
        </div>
      )}
      {without.length > 0 && (
        <div className="grid gap-1">
          <p className="font-bold">{t("stay", { count: without.length })}</p>
          <DateList dates={without} says={sayWhyNot} />
        </div>
      )}
      {planned.length > 0 && (
        <StaffForm form="confier" action={action} typed={typed} submit={t("do", { name, count: planned.length })}>
          {() => <input type="hidden" name="to" value={account} />}
        </StaffForm>
      )}
    </section>
  );
}

/** Days with their places, each with what is said of it. */
function DateList<Item extends ListedDate>({ dates, says }: { dates: readonly Item[]; says?: (item: Item) => string }) {
  const locale = useLocale();
  return (
    <ul className="list-disc ps-6">
      {dates.map((one, index) => (
        <li key={`${one.permanence} ${index}`}>
          {sayDay(one.localDate, locale)}, <FrenchText text={one.place} />
          {says && ` (${says(one)})`}
        </li>
      ))}
    </ul>
  );
}
