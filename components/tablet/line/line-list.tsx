import { useTranslations } from "next-intl";
import { inTurn, isBack } from "#lib/queue/order/next-in-turn.ts";
import { isThere, isUncalled, type UncalledVisit } from "#lib/queue/line/visit.ts";
import { deskOf } from "#lib/queue/line/desks.ts";
import { useTablet } from "../tablet-context.ts";
import { useHand } from "../use-hand.ts";
import { Pictogram } from "../../ui/pictogram.tsx";
import { pictureOf } from "#lib/queue/line/picture.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { useDoubleTapGuard } from "../act-button.tsx";
import { useLabels, useWantedLabel } from "../use-labels.ts";

/** The id of the line's heading: on a phone a link above the table leads to it. */
export const LINE_ID = "line";

/**
 * Everybody who waits, in the order in which they would be called now; last, those who cannot be called at this moment.
 */
export function useLineRows(): readonly UncalledVisit[] {
  const { state, now } = useTablet();
  const turns = inTurn(state, now);
  return [...turns, ...state.visits.filter(isUncalled).filter((visit) => !turns.includes(visit))];
}

/** « 3 personnes attendent »: who is there; beside it who is out or did not answer, since they have rows too. */
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

/** The rows of the line. `hideTopics`: somebody sits at the table or stands beside it. */
export function LineList({ hideTopics, onChoose }: { hideTopics: boolean; onChoose: (visit: string) => void }) {
  const { state, now, site, outOfReach } = useTablet();
  const rows = useLineRows();
  const desk = deskOf(state, site.me)?.number;
  // Without network the table has a turn of its own.
  const hand = useHand(desk ?? 0);
  const next = outOfReach && desk !== undefined ? hand.next : inTurn(state, now)[0];
  // All ids: when somebody comes or goes every row moves, and the expected people below them too, so a second tap would
  // hit another row.
  const list = [...rows, ...state.expected].map(({ id }) => id).join();
  return (
    <ol className="grid gap-2">
      {rows.map((visit) => (
        <LineRow
          key={visit.id}
          visit={visit}
          next={visit === next}
          list={list}
          hideTopics={hideTopics}
          onChoose={onChoose}
        />
      ))}
    </ol>
  );
}

/** Numbers that were undone: nobody holds them, and nobody should look for them. */
export function Undone() {
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
}

/**
 * One person of the line; a tap opens what can be done for them. `list`: the ids of all rows, for the double-tap guard.
 */
function LineRow({
  visit,
  next,
  list,
  hideTopics,
  onChoose,
}: {
  visit: UncalledVisit;
  next: boolean;
  list: string;
  hideTopics: boolean;
  onChoose: (visit: string) => void;
}) {
  const t = useTranslations("tablet.line");
  const labels = useLabels();
  const { now } = useTablet();
  const facts = useFacts(visit);
  const minutes = Math.max(0, minutesBetween(visit.joinedAt, now));
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        {...useDoubleTapGuard({ actKey: `row ${visit.id} of ${list}`, onAct: () => onChoose(visit.id) })}
        className={`grid min-h-14 w-full grid-cols-[4.6rem_1fr_auto] items-center gap-2.5 rounded-control bg-card px-3 py-1.5 text-start ${next ? "border-[3px] border-accent bg-accent-soft" : "border-2 border-hair"}`}
      >
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
          {!hideTopics && visit.topic !== undefined && (
            <span className="block text-[0.9rem] wrap-anywhere text-soft">{labels.topic(visit.topic)}</span>
          )}
        </span>
        <span className="grid justify-items-end gap-0.5">
          {next && <strong className="text-accent">{t("next")}</strong>}
          <span className="text-soft tabular-nums">{t("minutes", { minutes })}</span>
        </span>
      </button>
    </li>
  );
}

/** Facts about a person, the reason for their place in the order first, the time of arrival last. */
function useFacts(visit: UncalledVisit): readonly string[] {
  const t = useTranslations("tablet.line");
  const words = useTranslations("tablet.fetch");
  const labels = useLabels();
  const { now } = useTablet();
  const wanted = useWantedLabel()(visit.origin.kind === "appointment" ? visit.origin.wanted : undefined);
  const since = t("since", { hour: labels.hour(visit.joinedAt) });
  const facts = [
    ...(isBack(visit) ? [t("back")] : []),
    ...(visit.priority ? [t("priority")] : []),
    ...(visit.state === "absent" ? [t("absent")] : []),
    ...(visit.state === "waiting" && visit.awayUntil !== undefined
      ? [t(now < visit.awayUntil ? "away" : "awayUntil", { hour: labels.hour(visit.awayUntil) })]
      : []),
    ...(visit.origin.kind === "appointment"
      ? [t(visit.origin.late ? "late" : "appointment", { hour: labels.hour(visit.origin.hour) })]
      : []),
    ...(visit.toFetch ? [words("fact")] : []),
    ...(wanted === undefined ? [] : [wanted]),
  ];
  return [...facts, since];
}
