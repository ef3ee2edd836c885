import { TOPIC_BOX, PLACE_BOX } from "#lib/wire/staff-form.ts";
import { useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { GIVEN_LEVELS } from "#lib/calendar/share.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { SERIES_BOX, WAYS_TO_CHOOSE } from "#lib/wire/calendar/share.ts";
import type { ReactNode } from "react";
import { SaySeries, type SeriesToSay } from "#components/staff/series/say-series.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import type { FieldParts, Fields } from "#components/staff/staff-form.tsx";

type SeriesChoice = SeriesToSay & { readonly id: string; readonly place: string };

/** What there is to choose from. */
type Choices = {
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly series: readonly SeriesChoice[];
  readonly topics: readonly NamedTopic[];
};

const WORDS = { every: "byEvery", places: "byPlaces", series: "bySeries", topics: "byTopics" } as const;

/**
 * The fields of a share: its name, what the partner sees, which half-days, until when, and who is written to. `mails`:
 * whether mails leave here.
 */
export function ShareFields({ field, choices, mails }: { field: Fields; choices: Choices; mails: boolean }) {
  const t = useTranslations("staff.shares.field");
  const levels = useTranslations("staff.shares.level");
  const { name: nameOf } = useTopicWords();
  const { places, series, topics } = choices;
  const given = GIVEN_LEVELS.map((value) => ({ value, label: levels(value) }));
  const ways = WAYS_TO_CHOOSE.map((value) => ({ value, label: t(WORDS[value]) }));
  return (
    <>
      <Field {...field("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <SelectField {...field("level", given)} label={t("level")} options={given} />
      <SelectField {...field("by", ways)} label={t("by")} options={ways} />
      <Boxes title={t("places")} hint={t("boxes")} {...field("places")}>
        {places.map(({ id, name }) => (
          <Box key={id} {...field(`${PLACE_BOX}${id}`)}>
            <FrenchText text={name} />
          </Box>
        ))}
      </Boxes>
      {series.length > 0 && (
        <Boxes title={t("series")} hint={t("boxes")} {...field("series")}>
          {series.map(({ id, place, ...one }) => (
            <Box key={id} {...field(`${SERIES_BOX}${id}`)}>
              <span>
                <FrenchText text={place} />
                {" : "}
                <SaySeries series={one} />
              </span>
            </Box>
          ))}
        </Boxes>
      )}
      <Boxes title={t("topics")} hint={t("boxes")} {...field("topics")}>
        {topics.map((topic) => (
          <Box key={topic.key} {...field(`${TOPIC_BOX}${topic.key}`)}>
            {nameOf(topic)}
          </Box>
        ))}
      </Boxes>
      <Field
        {...field("expiresOn")}
        type="date"
        label={t("expiresOn")}
        hint={t("expiresOnHint")}
        className="max-w-xs"
      />
      <Field
        {...field("toldEmail")}
        type="email"
        label={t("toldEmail")}
        hint={t("toldEmailHint", { sends: mails ? "mail" : "nothing" })}
        maxLength={254}
        autoComplete="off"
      />
    </>
  );
}

/** A group of boxes that folds together; open once one of its choices was refused. */
const Boxes = ({
  title,
  hint,
  id,
  error,
  children,
}: Pick<FieldParts, "id" | "error"> & { title: string; hint: string; children: ReactNode }) => (
  <details id={id} open={error !== undefined} className="rounded-control border-2 border-hair px-4">
    <summary className="min-h-target cursor-pointer content-center font-bold">{title}</summary>
    <fieldset className="grid gap-1 pb-3">
      <legend className="sr-only">{title}</legend>
      <p className="text-soft">{hint}</p>
      {error && <p className="font-bold text-alert">{error}</p>}
      <div className="grid max-h-80 auto-rows-max gap-x-5 overflow-y-auto sm:grid-cols-2">{children}</div>
    </fieldset>
  </details>
);

const Box = ({ name, defaultValue, children }: FieldParts & { children: ReactNode }) => (
  <TickBox name={name} ticked={defaultValue !== ""}>
    {children}
  </TickBox>
);
