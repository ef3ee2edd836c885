import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayDate } from "#lib/time/say.ts";
import type { SchoolImportReport } from "#lib/wire/schedule/school-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import {
  FileForm,
  FileReport,
  ImportForm,
  LINE,
  RefusedLines,
  ReportList,
  type TriedFile,
} from "#components/staff/file-import.tsx";

type SchoolImportForm = {
  href: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
};

/** The calendar to send, and where it is found. */
export function SchoolFileForm(sent: SchoolImportForm) {
  const t = useTranslations("staff.schoolCalendar");
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      <p>{t("where")}</p>
      <FileForm {...sent} file={{ label: t("file"), hint: t("fileHint"), accept: ".csv,text/csv", required: true }}>
        {() => null}
      </FileForm>
    </>
  );
}

type Props = TriedFile & {
  said: { readonly fileName: string; readonly imported: boolean; readonly report: SchoolImportReport };
  done: ReactNode;
};

const COUNTED = ["added", "replaced", "same", "refused"] as const;

/** What the import of a school calendar would do, with its holidays to come by zone; once it was done, what it did. */
export function SchoolImport({ said: { report, ...said }, done, ...tried }: Props) {
  const t = useTranslations("staff.schoolCalendar");
  const why = useTranslations("schoolFile.why");
  const locale = useLocale();
  const { counts, refused, coming } = report;
  return (
    <FileReport
      {...tried}
      {...said}
      unnamed={t("theFile")}
      done={done}
      counts={COUNTED.map((kind) => ({ label: t(`count.${kind}`, { count: counts[kind] }), count: counts[kind] }))}
      writes={counts.added + counts.replaced > 0}
      confirm={
        <ImportForm {...tried} form="import">
          {() => <p>{t("standing")}</p>}
        </ImportForm>
      }
      onwards={null}
    >
      <RefusedLines
        what={t("refusedWhat")}
        refused={refused.map((one) => ({ number: one.line, name: "", why: why(one.why) }))}
        count={counts.refused}
      />
      <ReportList id="coming" title={t("coming")} more={0} columns="gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
        {coming.map(({ zone, name, from, to }) => (
          <li key={`${zone} ${from}`} className={`${LINE} py-2.5`}>
            <b className="block">{t.rich("zone", { zone, name: () => <FrenchText text={name} /> })}</b>
            {from === to
              ? t("day", { from: sayDate(from, locale) })
              : t("span", { from: sayDate(from, locale), to: sayDate(to, locale) })}
          </li>
        ))}
      </ReportList>
    </FileReport>
  );
}
