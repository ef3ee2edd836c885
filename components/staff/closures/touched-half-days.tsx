import { useTranslations } from "next-intl";
import type { ClosedHalfDay } from "#lib/schedule/closure-effect.ts";
import { HalfDayLine } from "./half-day-line.tsx";
import { Touches } from "./touches.tsx";

/** Half-days that are shown at once: a closure without a known end keeps a year of them. */
const AT_ONCE = 8;

/**
 * Half-days that a closure touches: first those that concern a resident or another organisation, then the others by
 * date. Beyond the first eight the others stand folded, so that what is to be done stays on the screen; nobody who is
 * booked or waits is ever folded away.
 */
export function TouchedHalfDays({ halfDays }: { halfDays: readonly ClosedHalfDay[] }) {
  const t = useTranslations("staff.closures.effect");
  const first = halfDays.filter(concernsSomebody);
  const others = halfDays.filter((one) => !concernsSomebody(one));
  const room = Math.max(0, AT_ONCE - first.length);
  const folded = others.slice(room);
  const line = (one: ClosedHalfDay) => (
    <HalfDayLine key={one.permanence} held={{ ...one, place: one.place.name }}>
      <Touches half={one} />
    </HalfDayLine>
  );
  return (
    <>
      <ul className="grid">{[...first, ...others.slice(0, room)].map(line)}</ul>
      {folded.length > 0 && (
        <details className="rounded-control border-2 border-hair px-4">
          <summary className="min-h-target cursor-pointer content-center font-bold">
            {t("folded", { count: folded.length })}
          </summary>
          <ul className="grid">{folded.map(line)}</ul>
        </details>
      )}
    </>
  );
}

const concernsSomebody = ({ guest, goingOn, appointments, waiting, desks }: ClosedHalfDay): boolean =>
  guest !== undefined || goingOn || appointments > 0 || waiting > 0 || desks.length > 0;
