import { useLocale, useTranslations } from "next-intl";
import { StaffForm, type FieldParts } from "#components/staff/staff-form.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { Field } from "#components/ui/field.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { TURN_AWAY_REASONS } from "#lib/queue/acts/turn-away.ts";
import { ENDS_ON_PAPER, MOST_ROWS, PAPER_COLUMNS } from "#lib/report/paper-rows.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { awayField, cellField, MORE_ROWS, ROWS_AT_ONCE, rowsSent } from "#lib/wire/report/paper-rows.ts";
import { SPOKEN } from "#lib/wire/access/people.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { PaperRows, type PaperRowShown } from "./paper-rows.tsx";

/** Which form of its page it is. */
const ROWS_FORM = "lignes";

/**
 * A paper sheet, one row a person in the columns of the sheet, and who was turned away by reason. `stored`: what was
 * entered before (`fieldsOfRows`).
 */
export function PaperRowsForm({
  action,
  typed,
  stored,
  topics,
}: {
  action: string;
  typed: TypedForm | undefined;
  stored: Readonly<Record<string, string>>;
  topics: readonly NamedTopic[];
}) {
  const t = useTranslations("figures.rows");
  const sheet = useTranslations("figures.sheet");
  const paper = useTranslations("paperSheet.columns");
  const why = useTranslations("figures.why");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const words = useTopicWords();
  const sent = typed?.form === ROWS_FORM ? typed.fields : undefined;
  const more = sent && !(MORE_ROWS in sent) ? 0 : ROWS_AT_ONCE;
  const known = rowsSent(sent ?? stored);
  const last = (sent ?? stored)[cellField("number", known)];
  const count = Math.min(MOST_ROWS, known + more);
  // Rows that are added have the numbers that follow.
  const values = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [cellField("number", index + 1), index] as const)
      .filter(([name]) => !(name in stored))
      .map(([name, index]) => [name, String((Number(last) || 0) + 1 + index - known)]),
  );
  const none = { value: "", label: t("notNoted") };
  const lists = {
    topic: [none, ...topics.map((topic) => ({ value: topic.key, label: words.name(topic) }))],
    language: [none, ...SPOKEN.map((code) => ({ value: code, label: sayLanguage(code, locale) }))],
    state: [
      { value: "", label: t("byHours") },
      ...ENDS_ON_PAPER.map((state) => ({ value: state, label: t(`states.${state}`) })),
    ],
  };
  const columns = Object.fromEntries(
    PAPER_COLUMNS.map((column) => [column, column === "state" ? t("state") : paper(column)]),
  ) as Record<(typeof PAPER_COLUMNS)[number], string>;
  const rowWords = {
    columns,
    rows: Array.from({ length: MOST_ROWS }, (_, index) => t("row", { row: index + 1 })),
    more: t("more"),
    keys: t("keys"),
    full: t("full", { count: MOST_ROWS }),
  };
  return (
    <StaffForm form={ROWS_FORM} action={action} typed={typed} values={values} stored={stored} submit={sheet("save")}>
      {(field) => (
        <>
          <PaperRows
            form={ROWS_FORM}
            shown={Array.from({ length: count }, (_, index) =>
              shownRow((column) => field(cellField(column, index + 1))),
            )}
            lists={lists}
            words={rowWords}
          />
          <fieldset className="grid gap-3">
            <legend className="mb-2 font-bold">{figures("turnedAway")}</legend>
            <div className="grid grid-cols-2 items-end gap-4 sm:grid-cols-3 lg:grid-cols-4">
              {TURN_AWAY_REASONS.map((reason) => (
                <Field
                  key={reason}
                  {...field(awayField(reason))}
                  label={why(reason)}
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={3}
                  placeholder="0"
                />
              ))}
            </div>
          </fieldset>
        </>
      )}
    </StaffForm>
  );
}

/**
 * A row of which each cell is a field of the form: the reasons stand together above it, since a cell is as narrow as an
 * hour.
 */
function shownRow(field: (column: (typeof PAPER_COLUMNS)[number]) => FieldParts): PaperRowShown {
  const parts = PAPER_COLUMNS.map((column) => [column, field(column)] as const);
  return {
    cells: Object.fromEntries(
      parts.map(([column, { defaultValue, error }]) => [column, { value: defaultValue, wrong: error !== undefined }]),
    ) as PaperRowShown["cells"],
    sentences: parts.flatMap(([, { error }]) => (error === undefined ? [] : [error])),
  };
}
