import { useLocale, useTranslations } from "next-intl";
import { languageOptions } from "#i18n/languages.ts";
import { getPathname, localeOf, type Locale } from "#i18n/routing.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { NumberGiven } from "#lib/booking/number-given.ts";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { pictureName, pictureOf } from "#lib/queue/line/visit.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { NextCall } from "./found-card.tsx";

/** The number that was just given to whoever stands at the desk: to be said, printed, and to be told by SMS. */
export function NumberCard({ given, slug, typed }: { given: NumberGiven; slug: string; typed: TypedForm | undefined }) {
  const t = useTranslations("staff.reception");
  const pictures = useTranslations("pictures");
  const locale = useLocale() as Locale;
  const picture = pictureOf(given.number);
  return (
    <section aria-labelledby="donne" className="grid gap-4 rounded-card border-2 border-ok bg-accent-soft p-5">
      <h2 id="donne" tabIndex={-1} {...(typed === undefined && { autoFocus: true })}>
        {t("given.title")} <span className="number block text-[4.5rem] leading-none">{given.number}</span>
      </h2>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="flex items-center gap-3">
          <Pictogram picture={picture} size={56} />
          <b>{pictures(pictureName(picture))}</b>
        </span>
        <FrenchText text={given.place} />
      </p>
      <div className="flex flex-wrap gap-3">
        <NextCall slug={slug} />
        <a
          href={getPathname({ href: `/suivi/${given.secret}/papier`, locale: localeOf(given.language ?? locale) })}
          className={buttonClass("quiet")}
        >
          {t("acts.print")}
        </a>
      </div>
      <SmsAtDesk given={given} typed={typed} page={{ passage: given.ref }} />
    </section>
  );
}

/**
 * Where whoever has a number says a mobile at the desk, to be told by SMS in their language: what is said to them
 * first, as their own page says it. Afterwards its last two digits alone are shown. Nothing without a contract for SMS.
 * `page`: what of the reception is open, to which the form comes back.
 */
export function SmsAtDesk({
  given: { ref, sms, language: noted },
  typed,
  page,
}: {
  given: NumberGiven;
  typed: TypedForm | undefined;
  page: Readonly<Record<string, string>>;
}) {
  const t = useTranslations("staff.reception.sms");
  const person = useTranslations("staff.reception.person");
  const said = useTranslations("smsOfNumber");
  const locale = useLocale() as Locale;
  if (!sms) return null;
  const language = noted ?? locale;
  const query = new URLSearchParams(page);
  const hidden = Object.entries({ ...page, numero: ref }).filter(([name]) => name !== "passage");
  const inputs = hidden.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
  // A language that the team noted, and in which nothing is written: figures.
  const options = languageOptions.some(({ value }) => value === language)
    ? languageOptions
    : [...languageOptions, { value: language, label: sayLanguage(language, locale) }];
  const typing = (
    <StaffForm form="sms" action={`/accueil/sms?${query}`} typed={typed} values={{ language }}>
      {(field) => (
        <div className="flex flex-wrap items-end gap-3">
          {inputs}
          <Field
            {...field("phone")}
            label={t("phone")}
            hint={t("say", { sentence: said("when", { sends: "sms" }) })}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            dir="ltr"
            className="grow basis-64"
          />
          <SelectField {...field("language")} label={person("language")} options={options} />
          <Button type="submit" look="ghost">
            {t("note")}
          </Button>
        </div>
      )}
    </StaffForm>
  );
  if (sms.is === "offered") return typing;
  return (
    <div className="grid gap-3">
      {sms.failed && <p className="font-bold text-alert">{t("failed")}</p>}
      <form
        method="post"
        action={getPathname({ href: `/accueil/sms?${query}`, locale })}
        className="flex flex-wrap items-center gap-3"
      >
        {inputs}
        <span>{t("ends", { ends: sms.ends })}</span>
        <Button type="submit" look="quiet" name="stop" value="1">
          {said("stop")}
        </Button>
      </form>
      {sms.failed && typing}
    </div>
  );
}
