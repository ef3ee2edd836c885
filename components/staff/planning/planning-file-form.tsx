import { useTranslations } from "next-intl";
import { TextArea } from "#components/ui/field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { FileForm } from "#components/staff/file-import.tsx";

type Props = {
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** The addresses of the tables to download. */
  tables: { readonly series: string; readonly month: string; readonly year: string };
};

/** The tables to download, and the file or text to send. */
export function PlanningFileForm({ tables, ...sent }: Props) {
  const t = useTranslations("staff.planningImport");
  return (
    <>
      <Card className="grid gap-3">
        <h2>{t("download")}</h2>
        <p>{t("downloadWhat")}</p>
        <ul className="flex flex-wrap gap-3">
          {(["series", "month", "year"] as const).map((name) => (
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
      <FileForm {...sent} file={{ label: t("file"), hint: t("fileHint"), accept: ".csv,.txt,text/csv,text/plain" }}>
        {(field) => <TextArea label={t("text")} hint={t("textHint")} rows={6} {...field("text")} />}
      </FileForm>
    </>
  );
}
