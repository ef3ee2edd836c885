import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { boxOfPlace, type PlaceImportReport } from "#lib/wire/place/place-import.ts";
import {
  FileReport,
  ImportForm,
  LINE,
  RefusedLines,
  ReportList,
  type TriedFile,
} from "#components/staff/file-import.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";

type Props = TriedFile & {
  said: { readonly fileName: string; readonly imported: boolean; readonly report: PlaceImportReport };
  done: ReactNode;
};

/** Boxes after which the button that imports stands above them too. */
const IN_SIGHT = 12;

/** In this order: what will be there, what changes, what stays, what needs somebody, what is not in the file. */
const COUNTED = ["added", "changed", "unchanged", "refused", "vanished"] as const;

/** What the import of a file of places would do, with a box for each place; once it was done, what it did. */
export function ImportReport({ said: { report, ...said }, done, ...tried }: Props) {
  const t = useTranslations("staff.placeFile");
  const why = useTranslations("import.why");
  const file = useTranslations("staff.fileImport");
  const { counts, added, changed, refused } = report;
  return (
    <FileReport
      {...tried}
      {...said}
      unnamed={t("theFile")}
      done={done}
      counts={COUNTED.map((kind) => ({ label: t(`count.${kind}`, { count: counts[kind] }), count: counts[kind] }))}
      writes={counts.added + counts.changed > 0}
      confirm={
        <ImportForm
          {...tried}
          form="file"
          values={Object.fromEntries([...added, ...changed].map(({ number }) => [boxOfPlace(number), "on"]))}
        >
          {(field) => (
            <>
              <p>{t("untick")}</p>
              {added.length + changed.length > IN_SIGHT && (
                <Button type="submit" className="justify-self-start">
                  {file("import")}
                </Button>
              )}
              <Chosen kind="added" field={field} {...report} />
              <Chosen kind="changed" field={field} {...report} />
            </>
          )}
        </ImportForm>
      }
      onwards={
        said.imported && (
          <PageLink href="/coordination/lieux" className={buttonClass("ghost")}>
            {t("toPlaces")}
          </PageLink>
        )
      }
    >
      {said.imported && counts.leftOut > 0 && <p>{t("leftOut", { count: counts.leftOut })}</p>}
      <RefusedLines
        what={t("refusedWhat")}
        refused={refused.map(({ number, name, why: code, first = 0 }) => ({
          number,
          name: name ?? t("nameless"),
          why: <p>{why(code as "no-id", { first })}</p>,
        }))}
        count={counts.refused}
      />
      {said.imported && <Named kind="added" {...report} />}
      {said.imported && <Named kind="changed" {...report} />}
      <Named kind="vanished" {...report} />
    </FileReport>
  );
}

type ChosenProps = PlaceImportReport & { kind: "added" | "changed"; field: (name: string) => FieldParts };

/** The places that would be written, each with a box to leave it out. Those that are only counted are imported. */
function Chosen({ kind, field, counts, ...report }: ChosenProps) {
  const t = useTranslations("staff.placeFile");
  const places = report[kind];
  if (places.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="text-[1.2rem] font-bold">{t(`list.${kind}`)}</legend>
      <div className="grid gap-x-6 md:grid-cols-2">
        {places.map(({ name, city, number }) => (
          <TickBox key={number} name={boxOfPlace(number)} ticked={field(boxOfPlace(number)).defaultValue !== ""}>
            <span className="wrap-anywhere">
              <FrenchText text={`${name}, ${city}`} />
            </span>
          </TickBox>
        ))}
      </div>
      {counts[kind] > places.length && (
        <p className="font-bold">{t("moreToo", { more: counts[kind] - places.length })}</p>
      )}
    </fieldset>
  );
}

type NamedProps = PlaceImportReport & { kind: "added" | "changed" | "vanished" };

function Named({ kind, counts, ...report }: NamedProps) {
  const t = useTranslations("staff.placeFile");
  const places: readonly { readonly name: string; readonly city?: string }[] = report[kind];
  return (
    <ReportList
      id={kind}
      title={t(`list.${kind}`)}
      {...(kind === "vanished" && { what: t("vanishedWhat") })}
      more={counts[kind] - places.length}
      columns="gap-x-6 md:grid-cols-2"
    >
      {places.map(({ name, city }, index) => (
        <li key={index} className={`${LINE} py-2`}>
          <FrenchText text={city === undefined ? name : `${name}, ${city}`} />
        </li>
      ))}
    </ReportList>
  );
}
