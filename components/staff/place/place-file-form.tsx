import { useTranslations } from "next-intl";
import { TextArea, WithLabel, describedBy, inputClass } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "../select-field.tsx";
import { StaffForm } from "../staff-form.tsx";

type Props = {
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** The département that is chosen first, and those to choose from. */
  department: string;
  departments: readonly { readonly value: string; readonly label: string }[];
};

/** The file of places to send, and which part of it is wanted. What comes of it is shown before anything is written. */
export function PlaceFileForm({ href, typed, organisation, department, departments }: Props) {
  const t = useTranslations("staff.placeFile");
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      <StaffForm
        form="file"
        action={`${href}/envoyer`}
        typed={typed}
        values={{ departement: department }}
        submit={t("try")}
      >
        {(field) => (
          <>
            <input type="hidden" name="organisation" value={organisation.id} />
            <input type="hidden" name="slug" value={organisation.slug} />
            <FileField {...field("file")} />
            <SelectField
              label={t("departement")}
              options={[{ value: "", label: t("everyDepartement") }, ...departments]}
              {...field("departement")}
            />
            <TextArea label={t("communes")} hint={t("communesHint")} maxLength={2_000} {...field("communes")} />
          </>
        )}
      </StaffForm>
    </>
  );
}

function FileField({ id, name, error }: { id: string; name: string; error: string | undefined }) {
  const t = useTranslations("staff.placeFile");
  const [label, hint] = [t("file"), t("fileHint")];
  return (
    <WithLabel id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        name={name}
        type="file"
        required
        accept="application/json,.json"
        aria-describedby={describedBy({ id, label, hint, error })}
        aria-invalid={error ? true : undefined}
        className={`${inputClass(Boolean(error))} py-3`}
      />
    </WithLabel>
  );
}
