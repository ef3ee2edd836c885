import { THEME_BOX } from "#lib/wire/staff-form.ts";
import { useLocale, useTranslations } from "next-intl";
import { Field, TextArea } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { REPORT_THEMES } from "#lib/queue/acts/report.ts";
import { TOPIC_LANGUAGES } from "#lib/wire/schedule/topic-body.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import type { Fields } from "#components/staff/staff-form.tsx";

/** The fields of a topic, for a new one and for one that stands. */
export function TopicFields({ field }: { field: Fields }) {
  const t = useTranslations("staff.topics");
  const locale = useLocale();
  const bookable = (["yes", "no"] as const).map((value) => ({ value, label: t(`bookableIs.${value}`) }));
  return (
    <>
      <div className="grid gap-5 md:grid-cols-2">
        {TOPIC_LANGUAGES.map((language) => (
          <fieldset key={language} className="grid content-start gap-3">
            <legend className="mb-1 text-lg font-bold first-letter:uppercase">{sayLanguage(language, locale)}</legend>
            <Field
              label={t("name")}
              maxLength={80}
              lang={language}
              dir={language === "ar" ? "rtl" : "ltr"}
              {...field(`name-${language}`)}
            />
            <TextArea
              label={t("bring")}
              hint={t("bringHint")}
              lang={language}
              dir={language === "ar" ? "rtl" : "ltr"}
              {...field(`bring-${language}`)}
            />
          </fieldset>
        ))}
      </div>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Field label={t("minutes")} type="number" min={5} max={180} required {...field("minutes")} />
        <SelectField label={t("bookable")} options={bookable} {...field("bookable", bookable)} />
      </div>
      <details className="rounded-card border-2 border-hair bg-card px-4 py-1">
        <summary className="flex min-h-target items-center font-bold">{t("themes")}</summary>
        <fieldset>
          <legend className="text-soft">{t("themesHint")}</legend>
          <div className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
            {REPORT_THEMES.map((theme) => (
              <TickBox
                key={theme}
                name={`${THEME_BOX}${theme}`}
                ticked={field(`${THEME_BOX}${theme}`).defaultValue !== ""}
              >
                <FrenchText text={theme.replaceAll("_", " ")} />
              </TickBox>
            ))}
          </div>
        </fieldset>
      </details>
    </>
  );
}
