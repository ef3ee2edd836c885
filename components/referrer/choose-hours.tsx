import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { inputClass, WithLabel } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { MOST_IN_A_ROW } from "#lib/booking/hours-in-a-row.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Place = { readonly slug: string; readonly name: string };

/**
 * What is asked before hours are shown: where, about what, for how many. By a plain form whose answers stand in the
 * address.
 */
export function ChooseWhere({
  action,
  places,
  topics,
  chosen,
}: {
  action: string;
  places: readonly Place[];
  topics: readonly NamedTopic[];
  chosen: { readonly place: string | undefined; readonly topic: string | undefined; readonly people: number };
}) {
  const t = useTranslations("refer");
  const { name } = useTopicWords();
  const lists = [
    ["lieu", t("place"), places.map((one) => [one.slug, one.name] as const), chosen.place, "fr"],
    ["demarche", t("topic"), topics.map((one) => [one.key, name(one)] as const), chosen.topic, undefined],
    [
      "personnes",
      t("people"),
      Array.from({ length: MOST_IN_A_ROW }, (_, at) => [String(at + 1), String(at + 1)] as const),
      String(chosen.people),
      undefined,
    ],
  ] as const;
  return (
    <form
      method="get"
      action={action}
      className="grid items-end gap-4 rounded-card border-2 border-edge bg-card p-4 sm:grid-cols-2"
    >
      {lists.map(([field, label, options, value, lang]) => (
        <WithLabel key={field} id={field} label={label}>
          <select id={field} name={field} defaultValue={value} className={inputClass()}>
            {options.map(([key, said]) => (
              <option key={key} value={key} lang={lang}>
                {said}
              </option>
            ))}
          </select>
        </WithLabel>
      ))}
      <Button type="submit" look="ghost">
        {t("see")}
      </Button>
    </form>
  );
}

type HalfDay = {
  readonly permanence: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly starts: readonly Instant[];
  readonly tooManyWait: boolean;
};

/** The half-days to choose from, each with the hours that are free in a row, as many as people are to be booked. */
export function HalfDayChoice({
  halfDays,
  people,
  chosen,
  error,
}: {
  halfDays: readonly HalfDay[];
  people: number;
  chosen: string | undefined;
  error: string | undefined;
}) {
  const t = useTranslations("refer");
  const locale = useLocale();
  return (
    <fieldset id="half-day" className="grid gap-2.5" aria-describedby={error && "half-day-error"}>
      <legend className="text-[1.17rem] leading-snug font-bold">{t("halfDay")}</legend>
      {error !== undefined && (
        <p id="half-day-error" className="font-bold text-alert">
          {error}
        </p>
      )}
      {halfDays.map(({ permanence, span, timeZone, starts, tooManyWait }) => {
        const hour = (moment: Instant) => sayHour(moment, timeZone, locale);
        const free = starts.slice(0, people);
        return (
          <label
            key={permanence}
            className="flex min-h-13 items-center gap-3 rounded-control border-2 border-edge bg-card px-3 py-2"
          >
            <input
              type="radio"
              name="permanence"
              value={permanence}
              defaultChecked={permanence === chosen}
              className="size-[1.75rem] flex-none appearance-none rounded-full border-2 border-ink bg-card checked:border-[0.55rem] checked:border-ok"
            />
            <span>
              <strong className="inline-block first-letter:uppercase">
                {t("span", {
                  day: sayDay(localDateOf(span.start, timeZone), locale),
                  from: hour(span.start),
                  to: hour(span.end),
                })}
              </strong>
              <br />
              {t("free", { count: free.length, hours: free.map(hour).join(", ") })}
              {tooManyWait && (
                <span className="flex items-start gap-2 font-bold">
                  <Icon name="warning" size={22} />
                  {t("tooManyWait")}
                </span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
