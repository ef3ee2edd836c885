import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SelectField } from "#components/staff/select-field.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { REMEDIES, type Remedy } from "#lib/booking/disruption.ts";
import type { HalfDayToSettle } from "#lib/booking/to-settle.ts";
import { sayLanguages } from "#lib/place/say-languages.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { sayPlannedTime } from "#lib/time/say-duration.ts";
import { KeptWords } from "./kept-words.tsx";

const ICONS: Readonly<Record<Remedy["kind"], IconName>> = {
  replace: "two-people",
  "fewer-desks": "number",
  move: "calendar",
  cancel: "cross",
};

type Props = { held: HalfDayToSettle; field: (name: string) => FieldParts };

/**
 * One half-day with the four remedies as tiles; below them what the chosen one needs to be told, and what it does.
 * Works without script.
 */
export function HalfDayToSettle({ held, field }: Props) {
  const t = useTranslations("staff.disruption");
  const locale = useLocale();
  const { permanence, span, timeZone, appointments, waiting, desks, shut, replace, fewer, move } = held;
  const chosen = field(`do:${permanence}`);
  const value = chosen.defaultValue === "" ? held.suggested : chosen.defaultValue;
  const possible: Readonly<Record<Remedy["kind"], boolean>> = {
    replace: replace !== undefined,
    "fewer-desks": fewer !== undefined,
    move: move !== undefined,
    cancel: true,
  };
  const names = (people: HalfDayToSettle["there"]): string =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(people.map((name) => name ?? t("unnamed")));
  const hours = { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) };
  return (
    <fieldset className="group/half grid content-start gap-3 rounded-card border-2 border-hair bg-card p-4">
      <legend className="float-start w-full font-bold">
        {t("hours", hours)}{" "}
        <span aria-hidden="true" className="text-soft">
          ·
        </span>{" "}
        <FrenchText text={held.place} />
      </legend>
      <p className="clear-both">
        {shut ? t("placeShut") : t("desksOf", { count: desks })}{" "}
        {!shut &&
          (held.there.length > 0
            ? t("areThere", { people: names(held.there), count: held.there.length })
            : t("nobodyThere"))}{" "}
        {t("booked", { count: appointments })} {waiting > 0 && t("waiting", { count: waiting })}
      </p>
      <div className="grid grid-cols-2 gap-2">
        {REMEDIES.map((kind) => (
          <Tile
            key={kind}
            name={`do:${permanence}`}
            value={kind}
            icon={ICONS[kind]}
            checked={value === kind}
            possible={possible[kind]}
            impossible={t(`impossible.${kind === "replace" && shut ? "replaceShut" : kind}`)}
          >
            {t(`remedies.${kind}`, { count: fewer?.desks ?? 1 })}
          </Tile>
        ))}
      </div>
      {replace && (
        <div className="hidden gap-3 group-has-[input[value=replace]:checked]/half:grid">
          {Array.from({ length: replace.needed }, (_, index) => {
            const parts = field(`with:${permanence}:${index}`);
            return (
              <SelectField
                key={index}
                {...parts}
                defaultValue={parts.defaultValue === "" ? (replace.suggested[index] ?? "") : parts.defaultValue}
                label={t("whoTakesOver", { name: held.away[index] ?? t("unnamed") })}
                options={[
                  { value: "", label: t("nobodyChosen") },
                  ...replace.people.map((one) => ({
                    value: one.account,
                    label: [
                      one.name ?? t("unnamed"),
                      sayLanguages(one.languages, locale),
                      one.minutes > 0 ? t("weekSoFar", { hours: sayPlannedTime(one.minutes, locale) }) : "",
                      ...one.but.map(({ code }) => t(`but.${code}`)),
                    ]
                      .filter((part) => part !== "")
                      .join(" · "),
                  })),
                ]}
              />
            );
          })}
          <p>{t("replaceDoes", { count: appointments })}</p>
        </div>
      )}
      {fewer && (
        <div className="hidden gap-1 group-has-[input[value=fewer-desks]:checked]/half:grid">
          <p className="font-bold">
            <KeptWords kept={fewer.kept} others={fewer.offers.length + fewer.without} />{" "}
            {fewer.without > 0 && t("beside", { count: fewer.without })}
          </p>
          {fewer.offers.length > 0 && (
            <>
              <p>{t("offered", { count: fewer.offers.length })}</p>
              <ul className="list-disc ps-5">
                {fewer.offers.map(({ former, hour }, index) => (
                  <li key={`${former} ${index}`}>
                    {t("fromTo", {
                      from: sayHour(former, timeZone, locale),
                      to: sayHour(hour, timeZone, locale),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {fewer.alone && (
            <p className="flex items-center gap-2 font-bold">
              <Icon name="warning" size={20} /> {t("alone")}
            </p>
          )}
        </div>
      )}
      {move && (
        <div className="hidden gap-3 group-has-[input[value=move]:checked]/half:grid">
          <SelectField
            {...field(`to:${permanence}`)}
            label={t("newDay")}
            options={move.days.map(({ date, account, name }) => ({
              value: account === undefined ? date : `${date}|${account}`,
              label: t(account === undefined ? "dayWithoutPerson" : "dayWith", {
                day: sayDay(date, locale),
                name: name ?? t("unnamed"),
              }),
            }))}
          />
          <p>{t("moveDoes", { count: appointments })}</p>
        </div>
      )}
      <p className="hidden group-has-[input[value=cancel]:checked]/half:block">
        {t("cancelDoes", { count: appointments })}
      </p>
    </fieldset>
  );
}

/** One remedy to choose; one that is not possible says why instead. */
function Tile({
  name,
  value,
  icon,
  checked,
  possible,
  impossible,
  children,
}: {
  name: string;
  value: string;
  icon: IconName;
  checked: boolean;
  possible: boolean;
  impossible: string;
  children: ReactNode;
}) {
  if (!possible)
    return (
      <p className="grid min-h-14 content-center rounded-control border-2 border-dashed border-edge px-3 py-1 text-center text-soft">
        {impossible}
      </p>
    );
  return (
    <label className="group/tile flex min-h-14 cursor-pointer items-center justify-center gap-2 rounded-control border-2 border-edge px-3 py-2 text-center font-bold has-checked:border-accent has-checked:bg-accent-soft has-checked:outline-2 has-checked:outline-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink">
      <input type="radio" name={name} value={value} defaultChecked={checked} className="sr-only" />
      <Icon name={icon} size={22} className="group-has-checked/tile:hidden" />
      <Icon name="check" size={22} className="hidden group-has-checked/tile:block" />
      <span>{children}</span>
    </label>
  );
}
