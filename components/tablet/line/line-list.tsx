import { useTranslations } from "next-intl";
import { createContext, memo, startTransition, useContext, useEffect, useState, type ReactNode } from "react";
import { inTurn, isBack } from "#lib/queue/order/next-in-turn.ts";
import { isThere, isUncalled, pictureOf, type UncalledVisit } from "#lib/queue/line/visit.ts";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { deskOf } from "#lib/queue/line/line-state.ts";
import { deferred } from "#components/tablet/deferred.tsx";
import { useTablet, type TabletState } from "#components/tablet/tablet-context.ts";
import { useHand } from "#components/tablet/use-hand.ts";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { minutesBetween, SECOND } from "#lib/time/instant.ts";
import { useGuardedAct, useIsRead } from "#components/tablet/act-button.tsx";
import { useLabels, useWantedLabel } from "#components/tablet/use-labels.ts";

/** The id of the line's heading: on a phone a link above the desk leads to it. */
export const LINE_ID = "line";

/**
 * Everybody who waits, in the order in which they would be called now; last, those who cannot be called at this moment.
 */
export function lineRows({ state, now }: Pick<TabletState, "state" | "now">): readonly UncalledVisit[] {
  const turns = inTurn(state, now);
  return [...turns, ...state.visits.filter(isUncalled).filter((visit) => !turns.includes(visit))];
}

/** « 3 personnes attendent »: who is there; beside it who is out or did not answer, since they have rows too. */
export const Waiting = deferred(function Waiting() {
  return useWaitingText();
});

/** The same, as a text. */
export function useWaitingText(): string {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  const uncalled = state.visits.filter(isUncalled);
  const count = uncalled.filter((visit) => isThere(visit, now)).length;
  const elsewhere = uncalled.length - count;
  return elsewhere === 0
    ? t("waiting", { count })
    : `${t("waiting", { count })} · ${t("elsewhere", { count: elsewhere })}`;
}

/** More rows than are seen at first on a tablet, however it stands. */
const FIRST_ROWS = 12;

/** Milliseconds after which the others are added: the first tap on a page that was just opened is not held up. */
const OTHER_ROWS_AFTER = SECOND;

/** The first rows at first: what is below the window is added a moment later, without holding up a tap. */
function useShown<Row>(rows: readonly Row[]): readonly Row[] {
  const [isWhole, showWhole] = useState(false);
  useEffect(() => {
    const adding = setTimeout(() => startTransition(() => showWhole(true)), OTHER_ROWS_AFTER);
    return () => clearTimeout(adding);
  }, []);
  return isWhole ? rows : rows.slice(0, FIRST_ROWS);
}

/**
 * The rows of the line. `hideTopics`: they say neither topic nor language, since somebody stands beside it; nor do they
 * while somebody sits at the desk. `onChoose` stays the same function.
 */
export const LineList = deferred(function LineList({
  hideTopics = false,
  onChoose,
}: {
  hideTopics?: boolean;
  onChoose: (visit: string) => void;
}) {
  const tablet = useTablet();
  const { state, now, site, outOfReach } = tablet;
  const rows = lineRows(tablet);
  const shown = useShown(rows);
  const wantedLabel = useWantedLabel();
  const desk = deskOf(state, site.me)?.number;
  const hidesTopics = hideTopics || (desk !== undefined && occupantOf(state, desk)?.state === "serving");
  // Without network the desk has a turn of its own.
  const hand = useHand(desk ?? 0);
  const next = outOfReach && desk !== undefined ? hand.next : inTurn(state, now)[0];
  // All ids: when somebody comes or goes every row moves, and the expected people below them too, so a second tap would
  // hit another row.
  const isRead = useIsRead(`rows ${[...rows, ...state.expected].map(({ id }) => id).join()}`);
  return (
    <RowsRead value={isRead}>
      <ol className="grid gap-2">
        {shown.map((visit, index) => (
          <LineRow
            key={visit.id}
            visit={visit}
            isBelow={index >= FIRST_ROWS}
            isNext={visit === next}
            minutes={Math.max(0, minutesBetween(visit.joinedAt, now))}
            isOut={visit.state === "waiting" && visit.awayUntil !== undefined && now < visit.awayUntil}
            wanted={wantedLabel(visit.origin.kind === "appointment" ? visit.origin.wanted : undefined)}
            otherDesk={desk === undefined ? undefined : hand.otherDeskFor(visit)}
            topic={hidesTopics ? undefined : visit.topic}
            language={hidesTopics ? undefined : visit.language}
            onChoose={onChoose}
          />
        ))}
      </ol>
    </RowsRead>
  );
});

/** Whether the rows have stood as they are for so long that a tap means the row it hits. */
const RowsRead = createContext(false);

/** Numbers that were undone: nobody holds them, and nobody should look for them. */
export const Undone = deferred(function Undone() {
  const t = useTranslations("tablet.line");
  const { state } = useTablet();
  const numbers = state.visits
    .filter((visit) => visit.state === "left" && visit.why === "given-by-mistake")
    .map(({ number }) => number);
  return numbers.length === 0 ? null : (
    <p className="px-1 text-[0.9rem] text-soft">
      {t("undone", { count: numbers.length, numbers: numbers.join(", ") })}
    </p>
  );
});

type RowOfLine = {
  readonly visit: UncalledVisit;
  /** Whether it stands after the first rows. */
  readonly isBelow: boolean;
  readonly isNext: boolean;
  /** For how many minutes they have waited. */
  readonly minutes: number;
  /** Whether they are out now, and keep their place. */
  readonly isOut: boolean;
  /** Whom they asked for, if that one is here. */
  readonly wanted: string | undefined;
  /** Without network, the desk that calls them, if it is another one: « Prochain » passes over them here. */
  readonly otherDesk: number | undefined;
  /** Why they come, unless it is hidden. */
  readonly topic: string | undefined;
  /** The language that was noted, unless it is hidden. */
  readonly language: string | undefined;
  readonly onChoose: (visit: string) => void;
};

/** One person of the line; a tap opens what can be done for them. Rendered anew when something of this row changes. */
const LineRow = memo(function LineRow({ topic, language, onChoose, ...row }: RowOfLine) {
  const { visit, isBelow, isNext, minutes } = row;
  const t = useTranslations("tablet.line");
  const labels = useLabels();
  const facts = useFacts(row);
  const described = [topic === undefined ? undefined : labels.topic(topic), labels.language(language)].filter(
    (one) => one !== undefined,
  );
  return (
    // Rows outside the window are not laid out; the first always are, since asking whether they are in the window lays
    // them out a second time. Not by `nth-child`: each person who comes or goes would have all rows after them styled
    // anew. The space around holds the ring of the focus, which a row that is not laid out would cut off.
    <li className={`-m-1.5 p-1.5 ${isBelow ? "[contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]" : ""}`}>
      <RowButton isNext={isNext} onChoose={() => onChoose(visit.id)}>
        <span className="flex items-center justify-between gap-1">
          <span className="number text-[1.67rem]">{visit.number}</span>
          <Pictogram picture={pictureOf(visit.number)} size={28} />
        </span>
        <span className="min-w-0 leading-snug">
          {facts[0]}
          {facts.slice(1).map((one) => (
            <span key={one} className="block text-[0.9rem] text-soft">
              {one}
            </span>
          ))}
          {described.length > 0 && (
            <span className="block text-[0.9rem] wrap-anywhere text-soft">{described.join(" · ")}</span>
          )}
        </span>
        <span className="grid justify-items-end gap-0.5">
          {isNext && <strong className="text-accent">{t("next")}</strong>}
          <span className="text-soft tabular-nums">{t("minutes", { minutes })}</span>
        </span>
      </RowButton>
    </li>
  );
});

/** Apart from what stands in it, since it changes with all rows: twice with each act. */
function RowButton({ isNext, onChoose, children }: { isNext: boolean; onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      {...useGuardedAct(useContext(RowsRead), onChoose)}
      className={`grid min-h-14 w-full grid-cols-[5.1rem_1fr_auto] items-center gap-2.5 rounded-control bg-card px-3 py-1.5 text-start ${isNext ? "border-[3px] border-accent bg-accent-soft" : "border-2 border-hair"}`}
    >
      {children}
    </button>
  );
}

/** Facts about a person, the reason for their place in the order first, the time of arrival last. */
function useFacts({
  visit,
  isOut,
  wanted,
  otherDesk,
}: Pick<RowOfLine, "visit" | "isOut" | "wanted" | "otherDesk">): readonly string[] {
  const t = useTranslations("tablet.line");
  const words = useTranslations("tablet.fetch");
  const labels = useLabels();
  const facts = [
    ...(otherDesk === undefined ? [] : [t("forDesk", { desk: otherDesk })]),
    ...(isBack(visit) ? [t("back")] : []),
    ...(visit.priority ? [t("priority")] : []),
    ...(visit.state === "absent" ? [t("absent")] : []),
    ...(visit.state === "waiting" && visit.awayUntil !== undefined
      ? [t(isOut ? "away" : "awayUntil", { hour: labels.hour(visit.awayUntil) })]
      : []),
    ...(visit.origin.kind === "appointment"
      ? [t(visit.origin.late ? "late" : "appointment", { hour: labels.hour(visit.origin.hour) })]
      : []),
    ...(visit.toFetch ? [words("fact")] : []),
    ...(wanted === undefined ? [] : [wanted]),
  ];
  return [...facts, t("since", { hour: labels.hour(visit.joinedAt) })];
}
