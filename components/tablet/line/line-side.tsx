import { useTranslations } from "next-intl";
import { ExpectedArrivals } from "#components/tablet/door/expected-arrivals.tsx";
import { FindPersonButton } from "./find-person.tsx";
import { LINE_ID, LineList, lineRows, Undone, Waiting } from "./line-list.tsx";
import { MoreNumbers } from "#components/tablet/door/more-numbers.tsx";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { deferred } from "#components/tablet/deferred.tsx";
import { useGuardedAct, useIsRead } from "#components/tablet/act-button.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { BeforeEnd } from "./before-end.tsx";
import { OtherDesks } from "./other-desks.tsx";
import { ToldToGo } from "./told-to-go.tsx";

/**
 * The part of the tablet that shows the line, next to the part of the desk. `desk`: the number of this tablet's desk.
 * `onChoose` gets the id of the visit that was tapped.
 */
export function LineSide({ desk, onChoose }: { desk: number; onChoose: (visit: string) => void }) {
  const { state } = useTablet();
  // Whoever is helped could read them.
  const hideTopics = occupantOf(state, desk)?.state === "serving";
  return (
    <section
      aria-labelledby={LINE_ID}
      // On a phone it is below the desk also before the script has started, when it still comes first in the document.
      className="flex min-h-0 flex-col gap-2 border-hair p-4 max-md:order-last max-md:border-t-2 md:border-e-2"
    >
      {/* On one row and no higher than it must be, so that the line below keeps its height. */}
      <div className="flex items-center justify-between gap-2">
        <h2 id={LINE_ID}>
          <Waiting />
        </h2>
        <FindPersonButton desk={desk} className="min-h-target! flex-none px-3! py-0! text-[0.95rem]" />
      </div>
      <BeforeEnd />
      <BookedBelow onChoose={onChoose} />
      <div className="grid min-h-0 flex-1 content-start gap-2 overflow-y-auto -mx-1.5 px-1.5 md:py-1">
        <LineList onChoose={onChoose} />
        <ExpectedArrivals hideTopics={hideTopics} belowLine />
        <Undone />
        <ToldToGo />
      </div>
      <OtherDesks desk={desk} />
      <MoreNumbers />
    </section>
  );
}

/**
 * So many rows are seen on an upright tablet without scrolling, also with a report card and what may be noted beside.
 */
const SEEN = 6;

/**
 * On an upright tablet the booked people who are here and stand further down, so that nobody scrolls for them while
 * they sit in the room: whoever is early is after the line (docs/line.md#order-of-the-line). In landscape few rows are
 * seen at all, and they would be fewer.
 */
const BookedBelow = deferred(function BookedBelow({ onChoose }: { onChoose: (visit: string) => void }) {
  const t = useTranslations("tablet.line");
  const labels = useLabels();
  const below = lineRows(useTablet())
    .slice(SEEN)
    .flatMap(({ id, number, origin }) => (origin.kind === "appointment" ? [{ id, number, hour: origin.hour }] : []));
  const isRead = useIsRead(`booked ${below.map(({ id }) => id).join()}`);
  if (below.length === 0) return null;
  return (
    <div className="hidden gap-1 md:portrait:grid">
      <p id="booked-below" className="text-[0.9rem] text-soft">
        {t("bookedHere")}
      </p>
      <ul aria-labelledby="booked-below" className="flex flex-wrap gap-2">
        {below.map(({ id, number, hour }) => (
          <li key={id}>
            <Booked isRead={isRead} onChoose={() => onChoose(id)}>
              {t("bookedOne", { number, hour: labels.hour(hour) })}
            </Booked>
          </li>
        ))}
      </ul>
    </div>
  );
});

const Booked = ({ isRead, onChoose, children }: { isRead: boolean; onChoose: () => void; children: string }) => (
  <button
    type="button"
    aria-haspopup="dialog"
    {...useGuardedAct(isRead, onChoose)}
    className="min-h-target rounded-control border-2 border-edge bg-card px-3 font-bold whitespace-nowrap tabular-nums"
  >
    {children}
  </button>
);
