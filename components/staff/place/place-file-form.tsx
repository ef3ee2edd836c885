import { useTranslations } from "next-intl";
import { TextArea } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { FileForm } from "#components/staff/file-import.tsx";
import { SelectField } from "#components/staff/select-field.tsx";

type Props = {
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** The département that is chosen first, and those to choose from. */
  department: string;
  departments: readonly { readonly value: string; readonly label: string }[];
};

/** The file of places to send, and which part of it is wanted. */
export function PlaceFileForm({ department, departments, ...sent }: Props) {
  const t = useTranslations("staff.placeFile");
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      <FileForm
        {...sent}
        file={{ label: t("file"), hint: t("fileHint"), accept: "application/json,.json", required: true }}
        values={{ departement: department }}
      >
        {(field) => (
          <>
            <SelectField
              label={t("departement")}
              options={[{ value: "", label: t("everyDepartement") }, ...departments]}
              {...field("departement")}
            />
            <TextArea label={t("communes")} hint={t("communesHint")} maxLength={2_000} {...field("communes")} />
          </>
        )}
      </FileForm>
    </>
  );
}
