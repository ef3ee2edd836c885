import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";
import { LanguageFields } from "./language-fields.tsx";

/** What somebody says of themselves: the name that colleagues read, and the languages that they speak. */
export function PersonFields({ field }: { field: (name: string) => FieldParts }) {
  const t = useTranslations("staff.invitation");
  return (
    <>
      <Field {...field("name")} autoComplete="name" required maxLength={80} label={t("name")} hint={t("nameHint")} />
      <LanguageFields isTicked={(name) => field(name).defaultValue !== ""} />
    </>
  );
}
