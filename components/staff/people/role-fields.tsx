import { PLACE_BOX } from "#lib/wire/staff-form.ts";
import { useTranslations } from "next-intl";
import { SelectField } from "#components/staff/select-field.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Field } from "#components/ui/field.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { StaffRole } from "#lib/access/actor.ts";

type Fields = (name: string) => FieldParts;

/** The fields of a role: which, where it holds, and until when. `roles`: those that the reader may give. */
export function RoleFields({
  field,
  roles,
  places,
}: {
  field: Fields;
  roles: readonly StaffRole[];
  places: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useTranslations("staff.people");
  const { error, id } = field("places");
  return (
    <>
      <SelectField
        {...field("role")}
        label={t("roleLabel")}
        options={roles.map((role) => ({ value: role, label: `${t(`role.${role}`)} (${t(`roleWhat.${role}`)})` }))}
      />
      <SelectField
        {...field("where")}
        label={t("where")}
        options={[
          { value: "all", label: t("everyPlace") },
          { value: "some", label: t("somePlaces") },
        ]}
      />
      <fieldset id={id} className="grid gap-1">
        <legend className="font-bold">{t("places")}</legend>
        <p className="text-soft">{t("placesHint")}</p>
        {error && <p className="font-bold text-alert">{error}</p>}
        <div className="grid max-h-80 auto-rows-max gap-x-5 overflow-y-auto sm:grid-cols-2">
          {places.map((place) => {
            const { name, defaultValue } = field(`${PLACE_BOX}${place.id}`);
            return (
              <TickBox key={place.id} name={name} ticked={defaultValue !== ""}>
                <FrenchText text={place.name} />
              </TickBox>
            );
          })}
        </div>
      </fieldset>
      <Field {...field("endsOn")} type="date" label={t("endsOn")} hint={t("endsOnHint")} className="max-w-xs" />
    </>
  );
}
