import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { mayReport, type ReportFacts } from "#lib/queue/acts/report.ts";
import { occupantOf, visitOf, type LineState, type Undoable } from "#lib/queue/line/line-state.ts";
import type { DoneVisit } from "#lib/queue/line/visit.ts";
import { presetOfHelp } from "#lib/report/minutes.ts";
import { redirectOfReferral, themesOfTopics, type Referral } from "#lib/report/national-form.ts";
import { Icon } from "#components/ui/icon.tsx";
import { ActButton } from "#components/tablet/act-button.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { useTablet, type TabletSite } from "#components/tablet/tablet-context.ts";
import { ReportForm } from "./report-form.tsx";
import { useReportInWords } from "./report-in-words.tsx";
import { Topics } from "./topic-and-language.tsx";

/**
 * The person whom this desk helped last, once that help has ended: their report may be written now. Nobody after a
 * reload, nor whom a colleague has helped by now. Nobody while somebody sits at the desk, who could read it; then the
 * report stays in the list of those to do.
 */
function useHelpedLast(state: LineState, desk: number, me: string): DoneVisit | undefined {
  const [id, note] = useState<string>();
  const occupant = occupantOf(state, desk);
  if (occupant?.state === "serving") {
    if (occupant.id !== id) note(occupant.id);
    return undefined;
  }
  const visit = id === undefined ? undefined : visitOf(state, id);
  return visit?.state === "done" && mayReport(state, visit, me) ? visit : undefined;
}

/**
 * Where the person was referred, if their help ended so. It is read from the last act on their visit, which the line
 * holds for a minute; after that it is remembered here.
 */
function useReferral(state: LineState, visit: string | undefined): Referral | undefined {
  const [noted, note] = useState<Undoable>();
  const held = state.undoable.findLast((act) => act.visit === visit);
  const last = held ?? (noted?.visit === visit ? noted : undefined);
  // Of any other act nothing is remembered: that would render the desk once more in the picture that answers it.
  if ((last?.referred || noted?.referred) && last !== noted) note(last);
  return last?.referred && { ...(last.referredTo !== undefined && { target: last.referredTo }) };
}

/**
 * The report of the help that has just ended at this desk (docs/reports.md#report): its card, and the whole report once
 * it was opened. What was saved is kept here, since the card is made anew where a window becomes narrow. A report that
 * is open stays so when the help turns out to be a colleague’s, so that nothing typed is lost: it is refused once it is
 * saved. `brief`: there is little room.
 */
export function useReport(desk: number, brief: boolean): { readonly card: ReactNode; readonly form: ReactNode } {
  const t = useTranslations("tablet.report");
  const { state, site, act } = useTablet();
  const visit = useHelpedLast(state, desk, site.me);
  const referral = useReferral(state, visit?.id);
  const [saved, keep] = useState<{ readonly of: string; readonly report: ReportFacts }>();
  const [open, show] = useState<{ readonly of: Pick<DoneVisit, "id" | "number">; readonly begin: ReportFacts }>();
  const save = (of: string, report: ReportFacts): void => {
    act({ type: "report", visit: of, report });
    keep({ of, report });
    show(undefined);
  };
  const written = saved && saved.of === visit?.id ? saved.report : undefined;
  const facts = visit && (written ?? beginOf(visit, site.topics, referral));
  return {
    card: visit && facts && (
      <ReportCard
        visit={visit}
        facts={facts}
        isWritten={written !== undefined}
        brief={brief}
        onSave={() => save(visit.id, facts)}
        onMore={() => show({ of: visit, begin: facts })}
      />
    ),
    form: open && occupantOf(state, desk)?.state !== "serving" && (
      <ReportForm
        key={open.of.id}
        title={t("title", { number: open.of.number })}
        begin={open.begin}
        onSave={(report) => save(open.of.id, report)}
        onClose={() => show(undefined)}
      />
    ),
  };
}

const beginOf = (visit: DoneVisit, topics: TabletSite["topics"], referral: Referral | undefined): ReportFacts => ({
  themes: themesOfTopics(topics.filter(({ key }) => key === visit.topic)),
  minutes: presetOfHelp(visit.startedAt, visit.endedAt),
  equipment: [],
  ...redirectOfReferral(referral),
});

/** What the report begins with, to be saved in one tap. It holds nothing up. */
function ReportCard({
  visit,
  facts,
  isWritten,
  brief,
  onSave,
  onMore,
}: {
  visit: DoneVisit;
  facts: ReportFacts;
  isWritten: boolean;
  brief: boolean;
  onSave: () => void;
  onMore: () => void;
}) {
  const t = useTranslations("tablet.report");
  const targets = useTranslations("tablet.refer");
  const { site, connection, practice } = useTablet();
  const { id, number } = visit;
  const referred = facts.redirect && t("referred", { target: targets(facts.redirect) });
  const said = useReportInWords()(facts);
  return (
    <section
      aria-label={t("title", { number })}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-card border-2 border-hair bg-card px-4 py-3 lg:grid-cols-[minmax(0,1fr)_auto] lg:items-center"
    >
      <div className="grid min-w-0 gap-1">
        <h3>{t("title", { number })}</h3>
        {isWritten ? (
          <p role="status" className="flex items-center gap-2">
            <Icon name="check" size={22} /> <span>{t("written", { said })}</span>
          </p>
        ) : facts.themes.length > 0 ? (
          <p>{said}</p>
        ) : (
          <>
            {referred !== undefined && <p>{referred}</p>}
            {/* Its lower edge cuts a row of topics in the middle, which shows that there are more. From `lg` on the
                first topic stands beside the label, so the rows lie elsewhere. */}
            <div className={`max-h-29 overflow-y-auto p-1 lg:max-h-33 ${brief ? "" : "tall:max-h-88"}`}>
              <Topics visit={visit} />
            </div>
          </>
        )}
        {/* In practice nothing is listed. */}
        {!isWritten && !brief && !practice && (
          <p className="text-[0.9rem] text-soft">
            {site.reports === undefined || isOutOfReach(connection)
              ? t("later")
              : t.rich("laterIn", { list: (list) => <a href={site.reports}>{list}</a> })}
          </p>
        )}
      </div>
      {/* On an upright tablet it stays in view at the lower edge, however many topics stand above it. */}
      <div className="grid grid-cols-2 gap-3 bg-card md:max-lg:sticky md:max-lg:bottom-0 md:max-lg:-mx-4 md:max-lg:-mb-3 md:max-lg:rounded-card md:max-lg:px-4 md:max-lg:py-3">
        <ActButton look="quiet" actKey={`more ${id}`} onAct={onMore}>
          {t(isWritten ? "correct" : "more")}
        </ActButton>
        {!isWritten && (
          <ActButton
            look="ghost"
            {...(facts.themes.length === 0 && { disabled: true })}
            actKey={`report ${id}`}
            onAct={onSave}
          >
            {t("save")}
          </ActButton>
        )}
      </div>
    </section>
  );
}
