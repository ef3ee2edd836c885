import { z } from "zod";
import { REPORT_THEMES } from "#lib/queue/acts/report.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { THEME_BOX, TOPIC_BOX, ticked, formOf } from "#lib/wire/staff-form.ts";

/** The languages in which an organisation says a topic; French first, which every topic of its own has. */
export const TOPIC_LANGUAGES = ["fr", "ar", "tr", "en"] as const;

const name = freeText(80).transform((typed) => cleanText(typed) ?? "");
const bring = z.array(freeText(200)).max(12).default([]);

/**
 * A topic as its organisation says it. `texts`: what it is called and what to bring, by language; without any, the
 * standard sentences. `themes`: national values that it counts under. `bookable`: whether appointments are taken for
 * it.
 */
export const topicBody = z
  .strictObject({
    texts: z
      .partialRecord(
        z.enum(TOPIC_LANGUAGES),
        z.strictObject({ name: name.refine((said) => said !== "", "missing"), bring }),
      )
      .default({}),
    minutes: z.int("malformed").min(5).max(180),
    themes: z.array(z.enum(REPORT_THEMES)).max(REPORT_THEMES.length).default([]),
    bookable: z.boolean().default(true),
  })
  .refine(({ texts }) => texts.fr !== undefined || Object.keys(texts).length === 0, {
    path: ["name-fr"],
    message: "missing",
  });
export type TopicTyped = z.output<typeof topicBody>;

/** The fields of the form of a topic as `topicBody` reads them. What to bring is one thing a line. */
const topicOfForm = (fields: Readonly<Record<string, string>>): unknown => ({
  texts: Object.fromEntries(
    TOPIC_LANGUAGES.flatMap((language) => {
      const said = (fields[`name-${language}`] ?? "").trim();
      const things = (fields[`bring-${language}`] ?? "").split(/\r?\n/u).flatMap((line) => cleanText(line) ?? []);
      return said === "" && things.length === 0 ? [] : [[language, { name: said, bring: things }]];
    }),
  ),
  minutes: Number.parseInt(fields["minutes"] ?? "", 10),
  themes: ticked(fields, THEME_BOX),
  bookable: fields["bookable"] === "yes",
});

/** The field of the form that an issue of `topicBody` is about. */
function fieldOfTopicIssue(path: readonly PropertyKey[]): string {
  const [first, language, part] = path.map(String);
  return first === "texts" && language !== undefined
    ? `${part === "bring" ? "bring" : "name"}-${language}`
    : (first ?? "form");
}

/** What stands in the form that says with which of these topics an organisation helps. */
export const fieldsOfChosenTopics = (
  topics: readonly { readonly key: string; readonly active: boolean }[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(topics.flatMap(({ key, active }) => (active ? [[`${TOPIC_BOX}${key}`, "on"]] : [])));

/** The form of a topic. */
export const topicForm = formOf(topicBody, {
  from: topicOfForm,
  fieldOf: fieldOfTopicIssue,
  beside: { missing: "name-fr" },
});
