import { useTranslations } from "next-intl";
import { occupantOf, type Desk } from "#lib/queue/line/line-state.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { useTablet } from "../tablet-context.ts";

/** One line for each other table: free, calling or serving. */
export function OtherTables({ desk }: { desk: number }) {
  const { state } = useTablet();
  const others = state.desks.filter(({ number, state }) => number !== desk && state === "present");
  return others.length === 0 ? null : (
    <ul className="text-soft">
      {others.map((other) => (
        <li key={other.number}>
          <OtherTable desk={other} />
        </li>
      ))}
    </ul>
  );
}

/** What a table does: free, calling or serving. */
export function OtherTable({ desk }: { desk: Desk }) {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  const visit = occupantOf(state, desk.number);
  if (!visit) return t("othersFree", { desk: desk.number });
  if (visit.state === "called") return t("othersCalled", { desk: desk.number, number: visit.number });
  const minutes = Math.max(0, minutesBetween(visit.startedAt, now));
  return t("othersServing", { desk: desk.number, number: visit.number, minutes });
}
