import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import type { StaffRole } from "#lib/access/actor.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { LanguageFields } from "./language-fields.tsx";
import { RoleFields } from "./role-fields.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** Those that the reader may give. */
  roles: readonly StaffRole[];
  places: readonly { readonly id: string; readonly name: string }[];
};

/** The form that invites somebody to a role. */
export function InviteForm({ action, typed, organisation: { id, slug }, roles, places }: Props) {
  const t = useTranslations("staff.people");
  return (
    <StaffForm
      form="invite"
      action={action}
      typed={typed}
      submit={t("send")}
      values={{ role: "conseiller", where: "all" }}
    >
      {(field) => (
        <>
          <input type="hidden" name="organisation" value={id} />
          <input type="hidden" name="slug" value={slug} />
          <Field
            {...field("email")}
            type="email"
            autoComplete="off"
            required
            dir="ltr"
            label={t("email")}
            hint={t("emailHint")}
          />
          <RoleFields field={field} roles={roles} places={places} />
          <LanguageFields isTicked={(name) => field(name).defaultValue !== ""} />
        </>
      )}
    </StaffForm>
  );
}
