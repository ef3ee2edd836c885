import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { PlanningWords } from "#lib/wire/planning/planning-file.ts";
import { sayDay } from "#lib/time/say.ts";
import { mondayOf } from "#lib/time/zone.ts";
import {
  MOST_LISTED,
  type ImportUndone,
  type LineDid,
  type PlanningImportReport,
} from "#lib/wire/planning/planning-import.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import {
  FileReport,
  ImportForm,
  LINE,
  LineName,
  RefusedLines,
  ReportList,
  type TriedFile,
} from "#components/staff/file-import.tsx";

type ImportCounts = PlanningImportReport["counts"];

/** A refused line with the sentence of each reason. */
type RefusedLine = Omit<PlanningImportReport["refused"][number], "problems"> & {
  readonly problems: readonly (PlanningImportReport["refused"][number]["problems"][number] & {
    readonly sentence: string;
  })[];
};

type Props = TriedFile & {
  said: {
    readonly fileName: string;
    readonly imported: boolean;
    readonly report: PlanningImportReport;
    /** Whether it can still be undone; `undone`: what became of that. */
    readonly undoable: boolean;
    readonly undone?: ImportUndone | undefined;
  };
  refused: readonly RefusedLine[];
  /** The headings of the file, in French. */
  columns: PlanningWords["columns"];
  done: ReactNode;
};

/** In this order: what is new, what changes, who is planned, what stays, what needs somebody. */
const COUNTED = [
  "seriesNew",
  "seriesChanged",
  "datesNew",
  "datesChanged",
  "planned",
  "takenOff",
  "unchanged",
  "refused",
] as const;

const writesOf = ({ seriesNew, seriesChanged, datesNew, datesChanged, planned, takenOff }: ImportCounts): number =>
  seriesNew + seriesChanged + datesNew + datesChanged + planned + takenOff;

/** What the import of a file of the planning would do, with the button that does it; once it was done, what it did. */
export function PlanningImport({
  said: { report, undoable, undone, ...said },
  refused,
  columns,
  done,
  ...tried
}: Props) {
  const t = useTranslations("staff.planningImport");
  const { counts, unread, lines } = report;
  return (
    <FileReport
      {...tried}
      {...said}
      unnamed={t("theText")}
      done={done}
      counts={COUNTED.map((kind) => ({ label: t(`count.${kind}`, { count: counts[kind] }), count: counts[kind] }))}
      writes={writesOf(counts) > 0}
      notices={
        <>
          {unread.length > 0 && (
            <Notice>
              {t("unread")} <FrenchText text={unread.slice(0, 10).join(", ")} />
            </Notice>
          )}
          {counts.without > 0 && <Notice>{t("without", { count: counts.without })}</Notice>}
        </>
      }
      confirm={<Confirm tried={tried} report={report} />}
      onwards={
        <PageLink href={`/coordination/planning?organisation=${tried.slug}`} className={buttonClass("ghost")}>
          {t("toPlanning")}
        </PageLink>
      }
    >
      {undone && <Stays stays={undone.stays} />}
      {undoable && !undone && <Undo tried={tried} changes={counts.seriesChanged > 0} />}
      <RefusedLines
        what={t("refusedWhat")}
        refused={refused.map(({ number, name, problems }) => ({
          number,
          name,
          why: problems.map(({ column, code, person, sentence }, index) => (
            <p key={index}>
              {column && (
                <>
                  <FrenchText text={columns[column]} /> –{" "}
                </>
              )}
              {person !== undefined && <FrenchText text={`${person} – `} />}
              {sentence} <code className="text-soft">{code}</code>
            </p>
          )),
        }))}
        count={counts.refused}
      />
      <Lines lines={lines} counts={counts} columns={columns} />
    </FileReport>
  );
}

/** What stays of an import that was undone, each with why. */
function Stays({ stays }: Pick<ImportUndone, "stays">) {
  const t = useTranslations("staff.planningImport");
  const locale = useLocale();
  if (stays.length === 0) return <Notice>{t("undo.nothingStays")}</Notice>;
  return (
    <ReportList id="stays" title={t("undo.stays")} more={Math.max(0, stays.length - MOST_LISTED)}>
      {stays.slice(0, MOST_LISTED).map(({ what, permanence, place, localDate, why }) => (
        <li key={`${what} ${permanence ?? ""} ${place} ${localDate}`} className={`${LINE} py-2.5`}>
          <p>
            {permanence === undefined ? (
              <b>{localDate !== "" && sayDay(localDate, locale)}</b>
            ) : (
              <PageLink
                href={weekAddress({ view: "lieux", short: false, day: mondayOf(localDate), permanence })}
                className="inline-flex min-h-target items-center font-bold"
              >
                {sayDay(localDate, locale)}
              </PageLink>
            )}{" "}
            <FrenchText text={place} /> – {t(`undo.what.${what}`)}
          </p>
          <p>{t(`undo.why.${why}`)}</p>
        </li>
      ))}
    </ReportList>
  );
}

/** The button that undoes an import. `changes`: it changed series, which may cancel half-days when it is undone. */
function Undo({ tried: { href, kept, slug, typed }, changes }: { tried: TriedFile; changes: boolean }) {
  const t = useTranslations("staff.planningImport");
  return (
    <section aria-labelledby="undo" className="grid gap-2">
      <h3 id="undo">{t("undo.title")}</h3>
      <p className="text-soft">{t("undo.whatStays")}</p>
      <StaffForm
        form="undo"
        action={`${href}/annuler?${new URLSearchParams({ organisation: slug, fichier: kept })}`}
        typed={typed}
        submit={t("undo.do")}
        look="ghost"
      >
        {(field) => (
          <>
            <input type="hidden" name="kept" value={kept} />
            <input type="hidden" name="slug" value={slug} />
            {changes && (
              <Field label={t("sentence")} hint={t("undo.sentenceHint")} maxLength={140} {...field("sentence")} />
            )}
          </>
        )}
      </StaffForm>
    </section>
  );
}

/** The button that imports. Refused lines ask for a tick, cancelled half-days for what residents read. */
function Confirm({ tried, report: { counts, version } }: { tried: TriedFile; report: PlanningImportReport }) {
  const t = useTranslations("staff.planningImport");
  return (
    <ImportForm {...tried} form="import">
      {(field) => {
        const good = field("good");
        return (
          <>
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
    </ImportForm>
  );
}

/**
 * « 51 changent et 2 restent telles quelles »: what there is of each kind, and that nothing changes where there is none
 * of any.
 */
function useSayCounts() {
  const t = useTranslations("staff.planningImport");
  const locale = useLocale();
  return (counts: readonly (readonly [number, (count: number) => string])[]): string => {
    const said = counts.flatMap(([count, say]) => (count > 0 ? [say(count)] : []));
    return said.length === 0 ? t("nothingChanges") : new Intl.ListFormat(locale, { type: "conjunction" }).format(said);
  };
}

/** The lines that do something, each with what it changes. */
function Lines({
  lines,
  counts,
  columns,
}: {
  lines: readonly LineDid[];
  counts: ImportCounts;
  columns: PlanningWords["columns"];
}) {
  const t = useTranslations("staff.planningImport");
  const sayCounts = useSayCounts();
  const acts = counts.seriesNew + counts.seriesChanged + counts.datesNew + counts.datesChanged;
  return (
    <ReportList id="lines" title={t("linesTitle")} more={Math.max(0, acts - lines.length)}>
      {lines.map((line) => (
        <li key={line.number} className={`grid gap-0.5 ${LINE} py-2.5`}>
          <p>
            <LineName number={line.number} name={line.name} />
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
          {line.halfDays && (
            <p>
              {t("halfDays", {
                what: sayCounts(
                  (["changed", "cancelled", "kept"] as const).map((kind) => [
                    line.halfDays?.[kind] ?? 0,
                    (count) => t(`halfDay.${kind}`, { count }),
                  ]),
                ),
              })}
            </p>
          )}
          {(line.planned > 0 || line.takenOff > 0) && (
            <p>
              {t("seats", {
                what: sayCounts(
                  (["planned", "takenOff"] as const).map((kind) => [
                    line[kind],
                    (count) => t(`seat.${kind}`, { count }),
                  ]),
                ),
              })}
            </p>
          )}
        </li>
      ))}
    </ReportList>
  );
}
