import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Becomes } from "#lib/access/invitation.ts";
import { KINDS } from "#lib/wire/organisation/organisation-settings.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";

type Props = {
  field: (name: string) => FieldParts;
  becomes: Becomes;
  /** Of each département: its number, and how it is read. */
  departments: readonly { readonly value: string; readonly label: string }[];
  /** What stands before the name in addresses of an organisation's own pages. */
  address: string;
  /** Whether mail is set up, by which its person signs in later. */
  withMail: boolean;
  /** The address to which the invitation was sent by mail: the only one that is accepted. */
  sentTo?: string | undefined;
};

/** What an organisation says to begin with, and who is its first account. */
export function NewOrganisationFields({ field, becomes, departments, address, withMail, sentTo }: Props) {
  const t = useTranslations("staff.newOrganisation");
  const settings = useTranslations("staff.settings");
  const isOrganisation = becomes === "organisation";
  return (
    <>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-[1.2rem] font-bold">{settings("whoYouAre")}</legend>
        <Field
          {...field("name")}
          label={t(isOrganisation ? "name" : "partnerName")}
          hint={t(isOrganisation ? "nameHint" : "partnerNameHint")}
          required
          maxLength={isOrganisation ? 60 : 200}
          autoComplete="organization"
        />
        <Field
          {...field("slug")}
          label={t("slug")}
          hint={isOrganisation ? t("slugHint", { address }) : t("partnerSlugHint")}
          maxLength={60}
          dir="ltr"
          autoCapitalize="none"
          spellCheck={false}
        />
        <SelectField
          {...field("kind")}
          label={settings("kind")}
          options={KINDS.map((kind) => ({ value: kind, label: settings(`kinds.${kind}`) }))}
        />
        {isOrganisation && (
          <SelectField
            {...field("department")}
            label={settings("department")}
            hint={settings("departmentHint")}
            options={[{ value: "", label: t("chooseDepartment") }, ...departments]}
          />
        )}
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-[1.2rem] font-bold">{t("you")}</legend>
        {isOrganisation && (
          <Field
            {...field("person")}
            label={t("person")}
            hint={t("personHint")}
            required
            maxLength={80}
            autoComplete="name"
          />
        )}
        <Field
          {...field("email")}
          type="email"
          label={t("email")}
          {...(sentTo !== undefined && { defaultValue: sentTo, readOnly: true })}
          hint={t(sentTo !== undefined ? "emailFixed" : withMail ? "emailHint" : "emailHintWithoutMail")}
          required
          maxLength={254}
          dir="ltr"
          autoComplete="email"
        />
        {!withMail && <Notice>{t("lockedOut")}</Notice>}
      </fieldset>
    </>
  );
}
