import { useTranslations } from "next-intl";
import { inTurn } from "#lib/queue/order/order.ts";
import { isUncalled, type UncalledVisit } from "#lib/queue/line/visit.ts";
import { LineRow } from "./line-row.tsx";
import { useTablet } from "../tablet-context.ts";

/** Where the line stands on the page: on a phone one comes to it from above. */
export const LINE = "line";

/** Everybody who waits, in the order the rule would call them now; whoever cannot be called at this moment comes last. */
export function useLineRows(): readonly UncalledVisit[] {
  const { state, now } = useTablet();
  const turns = inTurn(state, now);
  return [...turns, ...state.visits.filter(isUncalled).filter((visit) => !turns.includes(visit))];
}

/** Those rows. `quiet`: a person sits there or stands by, so numbers and times only. */
export function LineList({ quiet, onChoose }: { quiet: boolean; onChoose: (visit: string) => void }) {
  const { state, now } = useTablet();
  const rows = useLineRows();
  const [next] = inTurn(state, now);
  // When somebody comes or goes the others slide: no row is where it was, and those expected below them neither.
  const list = [...rows, ...state.expected].map(({ id }) => id).join();
  return (
    <ol className="grid gap-2">
      {rows.map((visit) => (
        <LineRow key={visit.id} visit={visit} next={visit === next} list={list} quiet={quiet} onChoose={onChoose} />
      ))}
    </ol>
  );
}

/** The numbers taken back: nobody holds them, and nobody should look for them. */
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
