import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";

export type Contact = { readonly name: string; readonly phone: string; readonly email: string };

/** Who comes and how to reach them: all may stay empty. */
export function ContactFields({ typed, errors }: { typed: Contact; errors: Partial<Record<keyof Contact, string>> }) {
  const t = useTranslations("booking.contact");
  return (
    <fieldset className="grid gap-4">
      <legend className="text-[1.17rem] leading-snug font-bold">{t("title")}</legend>
      <p className="text-soft">{t("lead")}</p>
      <Field
        id="name"
        name="name"
        label={t("name")}
        error={errors.name}
        defaultValue={typed.name}
        autoComplete="given-name"
        maxLength={60}
        dir="auto"
        className="[&_input]:rtl:text-end"
      />
      <Field
        id="phone"
        name="phone"
        label={t("phone")}
        error={errors.phone}
        defaultValue={typed.phone}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
      <Field
        id="email"
        name="email"
        label={t("email")}
        error={errors.email}
        defaultValue={typed.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        dir="ltr"
        className="[&_input]:rtl:text-end"
      />
    </fieldset>
  );
}
