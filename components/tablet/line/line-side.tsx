import { useTranslations } from "next-intl";
import { ExpectedArrivals } from "../door/expected-arrivals.tsx";
import { FindPersonButton } from "./find-person.tsx";
import { LINE_ID, LineList, Undone, useLineRows, useWaitingText } from "./line-list.tsx";
import { MoreNumbers } from "../door/more-numbers.tsx";
import { answersBeforeClosing } from "#lib/queue/wait/before-closing.ts";
import { useTablet } from "../tablet-context.ts";
import { useLabels } from "../use-labels.ts";
import { usePace } from "../use-pace.ts";
import { OtherTables } from "./other-tables.tsx";
import { ToldToGo } from "./told-to-go.tsx";

/**
 * The part of the tablet that shows the line, next to the part of the table. `desk`: the number of this tablet's table.
 * `hideTopics`: topics are not shown, because somebody is helped at the table and could read them. `onChoose` gets the id of the
 * visit that was tapped.
 */
export function LineSide({
  desk,
  hideTopics,
  onChoose,
}: {
  desk: number;
  hideTopics: boolean;
  onChoose: (visit: string) => void;
}) {
  const rows = useLineRows();
  return (
    <section
      aria-labelledby={LINE_ID}
      className="flex min-h-0 flex-col gap-2 border-hair p-4 max-md:border-t-2 md:border-e-2"
    >
      {/* On one row and no higher than it must be, so that the line below keeps its height. */}
      <div className="flex items-center justify-between gap-2">
        <h2 id={LINE_ID}>{useWaitingText()}</h2>
        <FindPersonButton desk={desk} className="min-h-target! flex-none px-3! py-0! text-[0.95rem]" />
      </div>
      <BeforeEnd />
      <div className="grid min-h-0 flex-1 content-start gap-2 overflow-y-auto md:-mx-1 md:px-1 md:py-1">
        <LineList hideTopics={hideTopics} onChoose={onChoose} />
        <ExpectedArrivals hideTopics={hideTopics} above={rows} />
        <Undone />
        <ToldToGo />
      </div>
      <OtherTables desk={desk} />
      <MoreNumbers />
    </section>
  );
}

const ANSWERS = ["yes", "maybe", "no"] as const;

/**
 * How many people will be called before the half-day ends, by the same estimate as on their phones
 * (docs/line.md#before-closing); hidden without network.
 */
function BeforeEnd() {
  const t = useTranslations("tablet.bar");
  const labels = useLabels();
  const { state, now, offline } = useTablet();
  const pace = usePace();
  const { end } = state.span;
  if (offline || now >= end) return null;
  const answers = answersBeforeClosing(state, now, pace);
  const told = ANSWERS.filter((answer) => answers[answer] > 0);
  if (told.length === 0) return null;
  const isSure = told.length === 1 && told[0] === "yes";
  return (
    <p className="text-soft">
      {isSure
        ? t("beforeAll", { waiting: answers.yes, hour: labels.hour(end) })
        : `${t("before", { hour: labels.hour(end) })} ${told.map((answer) => t(answer, { count: answers[answer] })).join(" · ")}`}
    </p>
  );
}
