import { TOPIC_BOX, LANGUAGE_BOX } from "#lib/wire/staff-form.ts";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTopicWords } from "#components/topic-words.ts";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { sayWeekday } from "#lib/time/say.ts";
import { RHYTHMS, WAYS } from "#lib/wire/schedule/series-form.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { InSentence } from "#components/staff/in-sentence.tsx";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  /** What stands in the form of something new, or of what is changed. */
  values?: Readonly<Record<string, string>>;
  stored?: Readonly<Record<string, string>>;
  /** The slug of the organisation. */
  slug: string;
  places: readonly { readonly id: string; readonly name: string }[];
  topics: readonly NamedTopic[];
  languages: readonly string[];
  /** A new series, one that is changed from a day on, or one half-day. */
  kind: "new" | "change" | "date";
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/**
 * A series or a half-day as one sentence with its fields in it (`readSeriesForm`, `readHalfDayForm`), and what else can
 * be said of it. Its button shows what it would do; nothing is saved by it. The hour at which appointments end is
 * hidden while nobody needs one.
 */
export function SeriesForm({ action, typed, values, stored, slug, places, topics, languages, kind }: Props) {
  const t = useTranslations("staff.series");
  const staff = useTranslations("staff");
  const locale = useLocale();
  const opened: Readonly<Record<string, string>> = { ...stored, ...values };
  return (
    <StaffForm form="regle" action={action} typed={typed} values={values} stored={stored} submit={t("look")}>
      {(field) => {
        const list = (name: string, choices: readonly (readonly [string, string])[]) => {
          const options = choices.map(([value, label]) => ({ value, label }));
          return (
            <InSentence {...field(name, options)} label={t(`fields.${name}` as "fields.weekday")}>
              {(parts) => (
                <select {...parts}>
                  {options.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              )}
            </InSentence>
          );
        };
        const input = (name: string, type: "time" | "number" | "date", required = true) => (
          <InSentence {...field(name)} label={t(`fields.${name}` as "fields.weekday")}>
            {(parts) => (
              <input
                {...parts}
                type={type}
                dir="ltr"
                required={required}
                {...(type === "number" && { min: 1, max: 20 })}
              />
            )}
          </InSentence>
        );
        const ways = WAYS.filter(
          (way) => way !== "kept" || field("way").defaultValue === "kept" || opened["way"] === "kept",
        );
        return (
          <>
            <input type="hidden" name="slug" value={slug} />
            {field("kept").defaultValue !== "" && (
              <input type="hidden" name="kept" value={field("kept").defaultValue} />
            )}
            <div className="grid gap-3 rounded-card border-2 border-edge bg-card p-4 text-[1.15rem]">
              <Line>
                {t.rich(kind === "date" ? "onDay" : "when", {
                  date: () => input("date", "date"),
                  rhythm: () =>
                    list(
                      "rhythm",
                      RHYTHMS.map((rhythm) => [rhythm, t(`rhythms.${rhythm}`)]),
                    ),
                  weekday: () =>
                    list(
                      "weekday",
                      WEEKDAYS.map((day) => [String(day), sayWeekday(day, locale)]),
                    ),
                  from: () => input("from", "time"),
                  to: () => input("to", "time"),
                })}
              </Line>
              <Line>
                {t.rich("where", {
                  place: () =>
                    list("place", [
                      ...(opened["place"] === "" ? [["", staff("choosePlace")] as const] : []),
                      ...places.map(({ id, name }) => [id, name] as const),
                    ]),
                  desks: () => input("desks", "number"),
                  way: () =>
                    list(
                      "way",
                      ways.map((way) => [way, t(`ways.${way}`)]),
                    ),
                  rest: (words) => (
                    <span className="hidden flex-wrap items-start gap-x-2.5 [form:has(option[value=appointment-first]:checked)_&]:flex">
                      {words}
                    </span>
                  ),
                  until: () => input("until", "time", false),
                })}
              </Line>
              {kind !== "date" && (
                <>
                  <Line>
                    {t.rich("holidays", {
                      school: () =>
                        list("school", [
                          ["with", t("school.with")],
                          ["without", t("school.without")],
                        ]),
                    })}
                  </Line>
                  <Line>
                    {t.rich(kind === "change" ? "changesFrom" : "startsOn", {
                      fromDate: () => input("fromDate", "date"),
                      untilDate: () => input("untilDate", "date", false),
                    })}
                  </Line>
                </>
              )}
            </div>
            <details
              open={["audience", "bookableDesks"].some((name) => field(name).error)}
              className="rounded-control border-2 border-hair px-4"
            >
              <summary className="min-h-target cursor-pointer content-center py-2 font-bold">{t("more")}</summary>
              <div className="grid gap-4 pb-4">
                <Field
                  {...field("bookableDesks")}
                  label={t("fields.bookableDesks")}
                  hint={t("bookableHint")}
                  inputMode="numeric"
                  className="max-w-xs"
                />
                <Field
                  {...field("audience")}
                  label={t("fields.audience")}
                  hint={t("audienceHint")}
                  maxLength={120}
                  className="max-w-xl"
                />
                <Boxes title={t("topics")} hint={t("topicsHint")}>
                  {topics.map((topic) => (
                    <Box key={topic.key} {...field(`${TOPIC_BOX}${topic.key}`)}>
                      <TopicName topic={topic} />
                    </Box>
                  ))}
                </Boxes>
                <Boxes title={t("languages")} hint={t("languagesHint")}>
                  {languages.map((code) => (
                    <Box key={code} {...field(`${LANGUAGE_BOX}${code}`)}>
                      <span className="first-letter:uppercase">{sayLanguage(code, locale)}</span>
                    </Box>
                  ))}
                </Boxes>
              </div>
            </details>
          </>
        );
      }}
    </StaffForm>
  );
}

/** A line of the sentence: words and fields side by side, wrapping where there is no room. */
const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-start gap-x-2.5 gap-y-3 leading-14">{children}</div>
);

const Boxes = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <fieldset className="grid gap-1">
    <legend className="font-bold">{title}</legend>
    <p className="text-soft">{hint}</p>
    <div className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
  </fieldset>
);

const Box = ({ name, defaultValue, children }: FieldParts & { children: ReactNode }) => (
  <TickBox name={name} ticked={defaultValue !== ""}>
    {children}
  </TickBox>
);

function TopicName({ topic }: { topic: NamedTopic }) {
  const { name } = useTopicWords();
  return <span>{name(topic)}</span>;
}
