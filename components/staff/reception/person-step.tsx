import { useLocale, useTranslations } from "next-intl";
import { languageOptions } from "#i18n/languages.ts";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { ReceptionCase } from "#lib/booking/reception-case.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { KeyCap } from "./key-cap.tsx";

/** How the person is called and told, all of it optional; then booking, and what puts the case aside or drops it. */
export function PersonStep({ kept, typed }: { kept: ReceptionCase; typed: TypedForm | undefined }) {
  const t = useTranslations("staff.reception");
  const locale = useLocale() as Locale;
  const { id, name, phone, language } = kept;
  const to = (act: string): string => `/accueil/${act}?cas=${id}`;
  return (
    <section aria-labelledby="personne" className="grid gap-3">
      <h2 id="personne">
        {t("person.title")} <span className="text-base font-normal text-soft">{t("person.optional")}</span>
      </h2>
      <StaffForm form="cas" action={to("prendre")} typed={typed} values={{ name, phone, language }}>
        {(field) => (
          <>
            <div className="grid gap-3 sm:grid-cols-3">
              <Field
                {...field("name")}
                label={t("person.name")}
                autoComplete="off"
                maxLength={60}
                autoFocus={typed === undefined}
              />
              <Field
                {...field("phone")}
                label={t("person.phone")}
                type="tel"
                inputMode="tel"
                autoComplete="off"
                maxLength={40}
                dir="ltr"
              />
              <SelectField {...field("language")} label={t("person.language")} options={languageOptions} />
            </div>
            <div className="flex flex-wrap gap-x-8">
              <TickBox name="prefersCall" ticked={kept.prefersCall}>
                {t("person.prefersCall")}
              </TickBox>
              <TickBox name="toFetch" ticked={kept.toFetch}>
                {t("person.toFetch")}
              </TickBox>
            </div>
            <div className="flex flex-wrap gap-3">
              <Button type="submit">{t("person.book")}</Button>
              <Button
                type="submit"
                look="ghost"
                aria-keyshortcuts="F2"
                formAction={getPathname({ href: to("garder"), locale })}
              >
                {t("aside.put")}
                <KeyCap name="F2" />
              </Button>
              <Button type="submit" look="quiet" formAction={getPathname({ href: to("abandonner"), locale })}>
                {t("aside.drop")}
              </Button>
            </div>
          </>
        )}
      </StaffForm>
    </section>
  );
}
