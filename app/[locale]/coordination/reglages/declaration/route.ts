import {
  pageOfSettings,
  saveSettings,
  STATEMENT_PART,
  storedSettings,
} from "#app/[locale]/coordination/reglages/save-settings.ts";
import { answerForm, changing } from "#app/staff-form.ts";
import { OPENED } from "#lib/wire/merge-form.ts";

/** The beginning of the names of its fields. */
const STATEMENT = "accessibility.";

/** Saves the accessibility statement of the organisation. */
export const POST = answerForm(
  ({ query }) => pageOfSettings(query("organisation"), STATEMENT_PART),
  "statement",
  changing(storedSettings("statement"), ({ actor, locale, seen, fields: sent }) => {
    const { organisationId, [OPENED]: _opened, ...typed } = sent;
    const fields = Object.entries(typed).map(([name, value]) => [name.replace(STATEMENT, ""), value]);
    return saveSettings(locale, actor, {
      organisation: organisationId,
      seen: seen === undefined ? undefined : { form: "statement", version: seen },
      fields: { accessibility: Object.fromEntries(fields) },
    });
  }),
);
