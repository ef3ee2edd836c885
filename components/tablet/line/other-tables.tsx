import { useTranslations } from "next-intl";
import { occupantOf, type Desk } from "#lib/queue/line/line-state.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { useTablet } from "../tablet-context.ts";

/** What the other tables do, a line each. */
export function OtherTables({ desk }: { desk: number }) {
  const { state } = useTablet();
  const others = state.desks.filter(({ number, state }) => number !== desk && state === "present");
  return others.length === 0 ? null : (
    <ul className="text-soft">
      {others.map((other) => (
        <OtherTable key={other.number} desk={other} />
      ))}
    </ul>
  );
}

function OtherTable({ desk }: { desk: Desk }) {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  const visit = occupantOf(state, desk.number);
  if (!visit) return <li>{t("othersFree", { desk: desk.number })}</li>;
  if (visit.state === "called") return <li>{t("othersCalled", { desk: desk.number, number: visit.number })}</li>;
  const minutes = Math.max(0, minutesBetween(visit.startedAt, now));
  return <li>{t("othersServing", { desk: desk.number, number: visit.number, minutes })}</li>;
}
