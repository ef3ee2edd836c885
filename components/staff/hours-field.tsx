import { useLocale, useTranslations } from "next-intl";
import { useHoursTexts } from "#components/use-hours-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { phoneHoursOf, phoneHoursWritten } from "#lib/place/phone-hours.ts";
import { sayPhoneHours } from "#lib/place/say-phone-hours.ts";
import type { FieldParts } from "./staff-form.tsx";

/** A field of hours: an example while it is empty, and what was understood of what stands in it. */
export function HoursField({ label, example, ...field }: FieldParts & { label: string; example: string }) {
  const t = useTranslations("staff");
  const locale = useLocale();
  const texts = useHoursTexts();
  const written = field.error === undefined ? phoneHoursWritten(field.defaultValue) : undefined;
  const hours = written === undefined ? undefined : phoneHoursOf(written);
  const hint = hours ? t("hoursUnderstood", { hours: sayPhoneHours(hours, texts, locale) }) : example;
  // The sentence of a refusal holds an example itself.
  return <Field label={label} {...(field.error === undefined && { hint })} {...field} />;
}
