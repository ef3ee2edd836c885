import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { cleanText } from "#lib/place/clean-text.ts";
import { TickBox } from "#components/ui/tick-box.tsx";
import { boxOfPlace, type PlaceImportReport } from "#lib/wire/place-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm, type FieldParts } from "../staff-form.tsx";

type Props = {
  href: string;
  said: { readonly fileName: string; readonly imported: boolean; readonly report: PlaceImportReport };
  /** The id of the kept file. */
  kept: string;
  slug: string;
  typed: TypedForm | undefined;
  done: ReactNode;
};

/** Boxes after which the button that imports stands above them too. */
const IN_SIGHT = 12;

/** In this order: what will be there, what changes, what stays, what needs somebody, what is not in the file. */
const COUNTED = ["added", "changed", "unchanged", "refused", "vanished"] as const;

/**
 * What the import of a file would do, with the button that does it; once it was done, what it did. The focus is on what was just
 * found out: the title of the trial, or the sentence that it was done.
 */
export function ImportReport({ href, said: { fileName, imported, report }, kept, slug, typed, done }: Props) {
  const t = useTranslations("staff.placeFile");
  const { counts } = report;
  return (
    <>
      {done}
      <h2 {...(!imported && !typed && { tabIndex: -1, autoFocus: true })}>
        {t(imported ? "did" : "would", { file: cleanText(fileName) ?? t("theFile") })}
      </h2>
      <dl className="grid grid-cols-2 gap-2.5 md:grid-cols-5">
        {COUNTED.map((kind) => (
          <Card as="div" key={kind} className="flex flex-col-reverse justify-end">
            <dt>{t(`count.${kind}`, { count: counts[kind] })}</dt>
            <dd className="text-3xl font-bold">{counts[kind]}</dd>
          </Card>
        ))}
      </dl>
      {!imported && counts.added + counts.changed === 0 && <Notice>{t("nothingNew")}</Notice>}
      {!imported && counts.added + counts.changed > 0 && (
        <StaffForm
          form="file"
          action={`${href}/confirmer?${new URLSearchParams({ organisation: slug, fichier: kept })}`}
          typed={typed}
          values={Object.fromEntries(
            [...report.added, ...report.changed].map(({ number }) => [boxOfPlace(number), "on"]),
          )}
          submit={t("import")}
        >
          {(field) => (
            <>
              <input type="hidden" name="kept" value={kept} />
              <input type="hidden" name="slug" value={slug} />
              <p>{t("untick")}</p>
              {report.added.length + report.changed.length > IN_SIGHT && (
                <Button type="submit" className="justify-self-start">
                  {t("import")}
                </Button>
              )}
              <Chosen kind="added" field={field} {...report} />
              <Chosen kind="changed" field={field} {...report} />
            </>
          )}
        </StaffForm>
      )}
      {imported && counts.leftOut > 0 && <p>{t("leftOut", { count: counts.leftOut })}</p>}
      <Refused {...report} />
      {imported && <Named kind="added" {...report} />}
      {imported && <Named kind="changed" {...report} />}
      <Named kind="vanished" {...report} />
      <p className="flex flex-wrap gap-3">
        <PageLink href={`${href}?organisation=${slug}`} className={buttonClass("ghost")}>
          {t("other")}
        </PageLink>
        {imported && (
          <PageLink href="/coordination/lieux" className={buttonClass("ghost")}>
            {t("toPlaces")}
          </PageLink>
        )}
      </p>
    </>
  );
}

/** The lines that were not read, each with its number in the file, its name and why. */
function Refused({ refused, counts }: PlaceImportReport) {
  const [t, why] = [useTranslations("staff.placeFile"), useTranslations("import.why")];
  if (refused.length === 0) return null;
  return (
    <section aria-labelledby="refused" className="grid gap-2">
      <h3 id="refused">{t("refusedTitle")}</h3>
      <p className="text-soft">{t("refusedWhat")}</p>
      <ul className="grid">
        {refused.map(({ number, name, why: code, first = 0 }) => (
          <li key={number} className="border-t-2 border-hair py-2.5 wrap-anywhere">
            <b>
              {t("line", { number })} <FrenchText text={name ?? t("nameless")} />
            </b>
            <p>{why(code as "no-id", { first })}</p>
          </li>
        ))}
      </ul>
      <More more={counts.refused - refused.length} />
    </section>
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
  if (places.length === 0) return null;
  return (
    <section aria-labelledby={kind} className="grid gap-2">
      <h3 id={kind}>{t(`list.${kind}`)}</h3>
      {kind === "vanished" && <p className="text-soft">{t("vanishedWhat")}</p>}
      <ul className="grid gap-x-6 md:grid-cols-2">
        {places.map(({ name, city }, index) => (
          <li key={index} className="border-t-2 border-hair py-2 wrap-anywhere">
            <FrenchText text={city === undefined ? name : `${name}, ${city}`} />
          </li>
        ))}
      </ul>
      <More more={counts[kind] - places.length} />
    </section>
  );
}

function More({ more }: { more: number }) {
  const t = useTranslations("staff.placeFile");
  return more > 0 ? <p className="font-bold">{t("more", { more })}</p> : null;
}
