import { useTranslations } from "next-intl";
import { TextArea, WithLabel, describedBy, inputClass } from "#components/ui/field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm, type FieldParts } from "../staff-form.tsx";

type Props = {
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** The addresses of the tables to download. */
  tables: { readonly rules: string; readonly month: string; readonly year: string };
};

/** The tables to download, and the file or text to send. What comes of it is shown before anything is written. */
export function PlanningFileForm({ href, typed, organisation, tables }: Props) {
  const t = useTranslations("staff.planningImport");
  return (
    <>
      <Card className="grid gap-3">
        <h2>{t("download")}</h2>
        <p>{t("downloadWhat")}</p>
        <ul className="flex flex-wrap gap-3">
          {(["rules", "month", "year"] as const).map((name) => (
            <li key={name}>
              <a href={tables[name]} download className={buttonClass("ghost")}>
                {t(`table.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </Card>
      <h2>{t("send")}</h2>
      <p>{t("sendWhat")}</p>
      <StaffForm form="file" action={`${href}/envoyer`} typed={typed} submit={t("try")}>
        {(field) => (
          <>
            <input type="hidden" name="organisation" value={organisation.id} />
            <input type="hidden" name="slug" value={organisation.slug} />
            <FileField {...field("file")} />
            <TextArea label={t("text")} hint={t("textHint")} rows={6} {...field("text")} />
          </>
        )}
      </StaffForm>
    </>
  );
}

function FileField({ id, name, error }: Omit<FieldParts, "defaultValue">) {
  const t = useTranslations("staff.planningImport");
  const [label, hint] = [t("file"), t("fileHint")];
  return (
    <WithLabel id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        name={name}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-describedby={describedBy({ id, label, hint, error })}
        aria-invalid={error ? true : undefined}
        className={`${inputClass(Boolean(error))} py-3`}
      />
    </WithLabel>
  );
}
