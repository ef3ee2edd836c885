import { useTranslations } from "next-intl";
import { handedOverTo, occupantOf, type Desk } from "#lib/queue/line/line-state.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { deferred } from "#components/tablet/deferred.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";

/**
 * One line for each other desk: free, calling or serving; without network that nothing is known of it. Below it who
 * waits for that desk.
 */
export const OtherDesks = deferred(function OtherDesks({ desk }: { desk: number }) {
  const { state, outOfReach } = useTablet();
  const t = useTranslations("tablet.line");
  const others = state.desks.filter(({ number, state }) => number !== desk && state === "present");
  return others.length === 0 ? null : (
    <ul className="text-soft">
      {others.map((other) => (
        <li key={other.number}>
          {outOfReach ? t("othersUnseen", { desk: other.number }) : <OtherDesk desk={other} />}
          {handedOverTo(state, other.number).map(({ id, number }) => (
            <strong key={id} className="block text-ink">
              {t(outOfReach ? "waitsForUnseen" : "waitsFor", { number, desk: other.number })}
            </strong>
          ))}
        </li>
      ))}
    </ul>
  );
});

/** What a desk does: free, calling or serving. */
export function OtherDesk({ desk }: { desk: Desk }) {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  const visit = occupantOf(state, desk.number);
  if (!visit) return t("othersFree", { desk: desk.number });
  if (visit.state === "called") return t("othersCalled", { desk: desk.number, number: visit.number });
  const minutes = Math.max(0, minutesBetween(visit.startedAt, now));
  return t("othersServing", { desk: desk.number, number: visit.number, minutes });
}
