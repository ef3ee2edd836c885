import { useLocale, useTranslations } from "next-intl";
import { TickBox } from "#components/ui/tick-box.tsx";
import { sayWeekday } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { WAYS } from "#lib/wire/schedule/weekly-sentence.ts";
import { InSentence } from "#components/staff/in-sentence.tsx";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  /** The id of the organisation. */
  organisation: string;
  places: readonly { readonly id: string; readonly name: string; readonly city: string }[];
  submit: string;
};

/** The fields of the sentence. */
type Name = "weekday" | "from" | "to" | "place" | "desks" | "way" | "until";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** What stands in the sentence when it is opened. */
const FIRST = { weekday: "3", from: "14:00", to: "17:00", desks: "1", way: "walk-in", until: "15:00" };

/**
 * A weekly half-day as one sentence with seven fields in it (`readWeeklySentence`). Each field has its name for screen
 * readers and its refusal below it. The hour at which appointments end is hidden while nobody needs one. A half-day
 * that stands at these hours is changed only when a box says so.
 */
export function WeeklySentence({ action, typed, organisation, places, submit }: Props) {
  const t = useTranslations("staff.firstHour.opening");
  const staff = useTranslations("staff");
  const locale = useLocale();
  // Of several places none is chosen beforehand: the wrong one would be shown to residents.
  const only = places.length === 1 ? (places[0]?.id ?? "") : "";
  return (
    <StaffForm form="semaine" action={action} typed={typed} values={{ ...FIRST, place: only }} submit={submit}>
      {(field) => {
        const list = (name: Name, options: readonly (readonly [string, string])[]) => (
          <InSentence {...field(name)} label={t(`fields.${name}`)}>
            {(parts) => (
              <select {...parts}>
                {options.map(([value, said]) => (
                  <option key={value} value={value}>
                    {said}
                  </option>
                ))}
              </select>
            )}
          </InSentence>
        );
        const input = (name: Name, type: "time" | "number", most?: number) => (
          <InSentence {...field(name)} label={t(`fields.${name}`)}>
            {(parts) => (
              <input
                {...parts}
                type={type}
                dir="ltr"
                required={name !== "until"}
                {...(most && { min: 1, max: most })}
              />
            )}
          </InSentence>
        );
        return (
          <>
            <input type="hidden" name="organisation" value={organisation} />
            <div className="flex flex-wrap items-start gap-x-2.5 gap-y-3 rounded-card border-2 border-edge bg-card p-4 text-[1.15rem] *:leading-14">
              {t.rich("sentence", {
                weekday: () =>
                  list(
                    "weekday",
                    WEEKDAYS.map((day) => [String(day), sayWeekday(day, locale)]),
                  ),
                from: () => input("from", "time"),
                to: () => input("to", "time"),
                place: () =>
                  list("place", [
                    ...(only === "" ? [["", staff("choosePlace")] as const] : []),
                    ...places.map(
                      ({ id, name, city }) => [id, name.includes(city) ? name : `${name}, ${city}`] as const,
                    ),
                  ]),
                desks: () => input("desks", "number", 20),
                way: () =>
                  list(
                    "way",
                    WAYS.map((way) => [way, t(`ways.${way}`)]),
                  ),
                rest: (words) => (
                  <span className="flex flex-wrap items-start gap-x-2.5 [form:has(option[value=walk-in]:checked)_&]:hidden">
                    {words}
                  </span>
                ),
                until: () => input("until", "time"),
              })}
            </div>
            <ChangeStanding {...field("change")} />
          </>
        );
      }}
    </StaffForm>
  );
}

/** Where a half-day stands at these hours already: what it is, and a box to change it, with its dates. */
function ChangeStanding({ id, name, defaultValue, error }: FieldParts) {
  const t = useTranslations("staff.firstHour.opening");
  if (error === undefined && defaultValue === "") return null;
  return (
    <div id={id} tabIndex={-1} className="grid gap-1 rounded-card border-2 border-alert p-4">
      {error !== undefined && <p className="font-bold text-alert">{error}</p>}
      <TickBox name={name} ticked={defaultValue !== ""}>
        {t("changeStanding")}
      </TickBox>
      <p className="text-soft">{t("changeKeeps")}</p>
    </div>
  );
}
