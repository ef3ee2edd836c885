import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { cleanText } from "#lib/place/clean-text.ts";
import type { PlanningWords } from "#lib/wire/planning-file.ts";
import type { LineDid, PlanningImportReport } from "#lib/wire/planning-import.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "../staff-form.tsx";

type Counts = PlanningImportReport["counts"];

/** A refused line with the sentence of each reason. */
type Refused = Omit<PlanningImportReport["refused"][number], "problems"> & {
  readonly problems: readonly (PlanningImportReport["refused"][number]["problems"][number] & {
    readonly sentence: string;
  })[];
};

type Props = {
  href: string;
  said: { readonly fileName: string; readonly imported: boolean; readonly report: PlanningImportReport };
  refused: readonly Refused[];
  /** The headings of the file, in French. */
  columns: PlanningWords["columns"];
  /** The id of the kept file. */
  kept: string;
  slug: string;
  typed: TypedForm | undefined;
  done: ReactNode;
};

/** In this order: what is new, what changes, who is planned, what stays, what needs somebody. */
const COUNTED = [
  "rulesNew",
  "rulesChanged",
  "datesNew",
  "datesChanged",
  "planned",
  "takenOff",
  "unchanged",
  "refused",
] as const;

const writesOf = ({ rulesNew, rulesChanged, datesNew, datesChanged, planned, takenOff }: Counts): number =>
  rulesNew + rulesChanged + datesNew + datesChanged + planned + takenOff;

/**
 * What the import of a file would do, with the button that does it; once it was done, what it did. The focus is on what was just found out: the
 * title of the trial, or the sentence that it was done.
 */
export function PlanningImport({ href, said, refused, columns, kept, slug, typed, done }: Props) {
  const t = useTranslations("staff.planningImport");
  const { fileName, imported, report } = said;
  const { counts, unread, lines } = report;
  // What stands always, and of the others what there is.
  const shown = COUNTED.filter((kind) => counts[kind] > 0 || kind === "unchanged" || kind === "refused");
  return (
    <>
      {done}
      <h2 {...(!imported && !typed && { tabIndex: -1, autoFocus: true })}>
        {t(imported ? "did" : "would", { file: cleanText(fileName) ?? t("theText") })}
      </h2>
      <dl className="grid grid-cols-2 gap-2.5 md:grid-cols-4">
        {shown.map((kind) => (
          <Card as="div" key={kind} className="flex flex-col-reverse justify-end">
            <dt>{t(`count.${kind}`, { count: counts[kind] })}</dt>
            <dd className="text-3xl font-bold">{counts[kind]}</dd>
          </Card>
        ))}
      </dl>
      {unread.length > 0 && (
        <Notice>
          {t("unread")} <FrenchText text={unread.slice(0, 10).join(", ")} />
        </Notice>
      )}
      {counts.without > 0 && <Notice>{t("without", { count: counts.without })}</Notice>}
      {!imported && writesOf(counts) === 0 && <Notice>{t("nothingNew")}</Notice>}
      {!imported && writesOf(counts) > 0 && <Confirm {...{ href, report, kept, slug, typed }} />}
      <RefusedLines refused={refused} count={counts.refused} columns={columns} />
      <Lines lines={lines} counts={counts} columns={columns} />
      <p className="flex flex-wrap gap-3">
        <PageLink href={`${href}?organisation=${slug}`} className={buttonClass("ghost")}>
          {t("other")}
        </PageLink>
        <PageLink href={`/coordination/planning?organisation=${slug}`} className={buttonClass("ghost")}>
          {t("toPlanning")}
        </PageLink>
      </p>
    </>
  );
}

/** The button that imports. Refused lines ask for a tick, cancelled half-days for what residents read. */
function Confirm({
  href,
  report: { counts, version },
  kept,
  slug,
  typed,
}: Pick<Props, "href" | "kept" | "slug" | "typed"> & { report: PlanningImportReport }) {
  const t = useTranslations("staff.planningImport");
  return (
    <StaffForm
      form="import"
      action={`${href}/confirmer?${new URLSearchParams({ organisation: slug, fichier: kept })}`}
      typed={typed}
      submit={t("import")}
    >
      {(field) => {
        const good = field("good");
        return (
          <>
            <input type="hidden" name="kept" value={kept} />
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="seen" value={version} />
            {counts.refused > 0 && (
              <div id={good.id} tabIndex={-1} className="grid gap-1">
                {good.error !== undefined && <p className="font-bold text-alert">{good.error}</p>}
                <TickBox name="good" ticked={good.defaultValue !== ""}>
                  {t("goodLines", { count: counts.refused })}
                </TickBox>
              </div>
            )}
            {counts.cancelled > 0 && (
              <Field
                label={t("sentence")}
                hint={t("sentenceHint", { count: counts.cancelled })}
                maxLength={140}
                {...field("sentence")}
              />
            )}
          </>
        );
      }}
    </StaffForm>
  );
}

/** The lines that are not written, each with its number in the file, its name and why. */
function RefusedLines({
  refused,
  count,
  columns,
}: {
  refused: readonly Refused[];
  count: number;
  columns: PlanningWords["columns"];
}) {
  const t = useTranslations("staff.planningImport");
  if (refused.length === 0) return null;
  return (
    <section aria-labelledby="refused" className="grid gap-2">
      <h3 id="refused">{t("refusedTitle")}</h3>
      <p className="text-soft">{t("refusedWhat")}</p>
      <ul className="grid">
        {refused.map(({ number, name, problems }) => (
          <li key={number} className="border-t-2 border-hair py-2.5 wrap-anywhere">
            <b>
              {t("line", { number })} <FrenchText text={name} />
            </b>
            {problems.map(({ column, code, person, sentence }, index) => (
              <p key={index}>
                {column && (
                  <>
                    <FrenchText text={columns[column]} /> –{" "}
                  </>
                )}
                {person !== undefined && <FrenchText text={`${person} – `} />}
                {sentence} <code className="text-soft">{code}</code>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <More more={count - refused.length} />
    </section>
  );
}

/** The lines that do something, each with what it changes. */
function Lines({
  lines,
  counts,
  columns,
}: {
  lines: readonly LineDid[];
  counts: Counts;
  columns: PlanningWords["columns"];
}) {
  const t = useTranslations("staff.planningImport");
  if (lines.length === 0) return null;
  const acts = counts.rulesNew + counts.rulesChanged + counts.datesNew + counts.datesChanged;
  return (
    <section aria-labelledby="lines" className="grid gap-2">
      <h3 id="lines">{t("linesTitle")}</h3>
      <ul className="grid">
        {lines.map((line) => (
          <li key={line.number} className="grid gap-0.5 border-t-2 border-hair py-2.5 wrap-anywhere">
            <p>
              <b>
                {t("line", { number: line.number })} <FrenchText text={line.name} />
              </b>
              {" – "}
              {t(`kind.${line.did}`)}
            </p>
            {line.changes.length > 0 && (
              <ul className="flex flex-wrap gap-x-5">
                {line.changes.map(({ column, before, after }) => (
                  <li key={column}>
                    <FrenchText text={`${columns[column]} : ${before || "–"} → ${after || "–"}`} />
                  </li>
                ))}
              </ul>
            )}
            {line.halfDays && <p>{t("halfDays", line.halfDays)}</p>}
            {(line.planned > 0 || line.takenOff > 0) && (
              <p>{t("seats", { planned: line.planned, takenOff: line.takenOff })}</p>
            )}
          </li>
        ))}
      </ul>
      <More more={Math.max(0, acts - lines.length)} />
    </section>
  );
}

function More({ more }: { more: number }) {
  const t = useTranslations("staff.planningImport");
  return more > 0 ? <p className="font-bold">{t("more", { more })}</p> : null;
}
