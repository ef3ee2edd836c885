import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { colourOf, contrastWithWhite, LEAST_CONTRAST, readableAccent } from "#lib/place/accent.ts";
import { localHolidaysOf } from "#lib/time/public-holidays.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { HoursField } from "#components/staff/hours-field.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { LogoField } from "./logo-field.tsx";
import { KINDS } from "#lib/wire/organisation/organisation-settings.ts";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  /** The id of the organisation. */
  organisation: string;
  /** The texts by the names of their fields. */
  stored: Readonly<Record<string, string>>;
  /** Of each département: its number, and how it is read. */
  departments: readonly { readonly value: string; readonly label: string }[];
  /** The address of its logo. */
  logo: string | undefined;
  /** Whether it asks for the lines of the documents about personal data too. */
  withRegister?: boolean;
};

/**
 * What the organisation says of itself to residents: name, telephone, the written way, colour, logo, and the lines of
 * the legal page.
 */
export function ServiceForm({ action, typed, organisation, stored, departments, logo, withRegister = false }: Props) {
  const t = useTranslations("staff.settings");
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  return (
    <StaffForm form="service" action={action} typed={typed} stored={stored} submit={t("save")}>
      {(field) => (
        <>
          <input type="hidden" name="organisationId" value={organisation} />
          {/* Enter in a field sends the form by its first button: it saves, and does not take the darker colour. */}
          <input type="submit" value={t("save")} hidden />
          <fieldset className="grid items-end gap-4 md:grid-cols-2">
            <legend className="mb-2 text-[1.2rem] font-bold">{t("whoYouAre")}</legend>
            <Field label={t("name")} hint={t("nameHint")} {...field("name")} required maxLength={60} />
            <Field label={t("organisation")} hint={t("organisationHint")} {...field("organisation")} maxLength={200} />
            <SelectField label={t("kind")} options={kinds} {...field("kind", kinds)} />
            <SelectField
              label={t("department")}
              hint={t("departmentHint")}
              options={departments}
              {...field("department", departments)}
            />
            <HolidaysThere department={field("department").defaultValue} />
          </fieldset>
          <fieldset className="grid items-end gap-4 md:grid-cols-2">
            <legend className="mb-2 text-[1.2rem] font-bold">{t("reachYou")}</legend>
            <Field label={t("telephone")} {...field("telephone")} type="tel" required />
            <HoursField label={t("telephoneHours")} example={t("telephoneHoursHint")} {...field("telephoneHours")} />
            <Field label={t("mail")} hint={t("writtenHint")} {...field("written.mail")} type="email" />
            <Field label={t("sms")} hint={t("smsHint")} {...field("written.sms")} type="tel" />
            <Field label={t("signRelay")} hint={t("optional")} {...field("signRelay")} type="url" />
          </fieldset>
          <fieldset className="grid gap-4">
            <legend className="mb-2 text-[1.2rem] font-bold">{t("colour")}</legend>
            <Field label={t("accent")} hint={t("accentHint")} {...field("accent")} className="max-w-xs" />
            <DarkerAccent typed={field("accent").defaultValue} />
            <LogoField {...field("logo")} shown={logo} />
          </fieldset>
          <fieldset className="grid items-end gap-4 md:grid-cols-2">
            <legend className="mb-2 text-[1.2rem] font-bold">{t("legal")}</legend>
            <Field label={t("publisher")} {...field("publisher")} maxLength={200} />
            <Field label={t("director")} hint={t("directorHint")} {...field("director")} maxLength={200} />
            <Field
              label={t("host")}
              hint={t("hostHint")}
              {...field("host")}
              maxLength={500}
              className="md:col-span-2"
            />
          </fieldset>
          {withRegister && (
            <fieldset id="register" className="grid items-end gap-4 md:grid-cols-2">
              <legend className="mb-2 text-[1.2rem] font-bold">{t("register")}</legend>
              <p className="text-soft md:col-span-2">{t("registerWhat")}</p>
              <Field label={t("dpo")} hint={t("dpoHint")} {...field("dpo")} maxLength={300} />
              <Field
                label={t("jointController")}
                hint={t("jointControllerHint")}
                {...field("jointController")}
                maxLength={300}
              />
              <Field label={t("legalBasis")} hint={t("legalBasisHint")} {...field("legalBasis")} maxLength={500} />
              <Field label={t("transfers")} hint={t("transfersHint")} {...field("transfers")} maxLength={500} />
            </fieldset>
          )}
        </>
      )}
    </StaffForm>
  );
}

/** Which public holidays half-days in that département leave out (docs/calendars.md#holidays-and-closures). */
function HolidaysThere({ department }: { department: string }) {
  const t = useTranslations("staff.settings");
  if (department === "") return null;
  return (
    <p className="flex items-start gap-2 text-soft md:col-span-2">
      <Icon name="check" className="text-ok" />
      {t(`localHolidays.${localHolidaysOf(department)}`)}
    </p>
  );
}

/** For a colour on which white cannot be read: the same, darker, to take with one tap. */
function DarkerAccent({ typed }: { typed: string }) {
  const t = useTranslations("staff.settings");
  const locale = useLocale();
  const colour = colourOf(typed);
  if (colour === undefined || contrastWithWhite(colour) >= LEAST_CONTRAST) return null;
  const darker = readableAccent(colour);
  const contrast = contrastWithWhite(darker).toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <p className="flex flex-wrap items-center gap-4 rounded-card bg-accent-soft p-4">
      <span aria-hidden="true" className="size-12 rounded-control" style={{ backgroundColor: darker }} />
      <span className="flex-1">
        <b>{t("darker")}</b>
        <br />
        <bdi>{darker.toUpperCase()}</bdi> · {t("readable", { contrast })}
      </span>
      <button type="submit" name="darker" value={darker} className={buttonClass("full")}>
        {t("take")}
      </button>
    </p>
  );
}
