import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import type { deviceForm } from "#lib/wire/access/device.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  places: readonly { readonly id: string; readonly name: string }[];
  typed: TypedForm | undefined;
  formKey: string;
};

/** A form that makes a device and leads to its code. */
export function NewDevice({ places, typed, formKey }: Props) {
  const t = useTranslations("staff.devices");
  return (
    <section aria-labelledby="nouveau" className="grid gap-3">
      <h2 id="nouveau">{t("add")}</h2>
      <p>{t("addWhat")}</p>
      <StaffForm<NameOf<typeof deviceForm>>
        form="creer"
        action="/coordination/appareils/creer"
        typed={typed}
        values={{ kind: "screen" }}
        submit={t("make")}
        formKey={formKey}
      >
        {(field) => (
          <div className="grid items-end gap-4 sm:grid-cols-3">
            <SelectField
              label={t("place")}
              options={places.map(({ id, name }) => ({ value: id, label: name }))}
              {...field("place")}
            />
            <SelectField
              label={t("kind")}
              options={(["screen", "kiosk"] as const).map((value) => ({ value, label: t(`kindIs.${value}`) }))}
              {...field("kind")}
            />
            <Field label={t("name")} required maxLength={60} {...field("name")} />
          </div>
        )}
      </StaffForm>
    </section>
  );
}
