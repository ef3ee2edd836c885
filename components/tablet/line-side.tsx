import { useTranslations } from "next-intl";
import { inTurn } from "#lib/queue/order.ts";
import { isUncalled } from "#lib/queue/visit.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { ActButton } from "./act-button.tsx";
import { BeforeEnd } from "./before-end.tsx";
import { ExpectedArrivals } from "./expected-arrivals.tsx";
import { LineRow } from "./line-row.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { OtherTables } from "./other-tables.tsx";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** The line in the order the rule would call it now. `quiet`: a person sits at the table, so numbers and times only. */
export function LineSide({ desk, quiet, onChoose }: { desk: number; quiet: boolean; onChoose: (visit: string) => void }) {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  const turns = inTurn(state, now);
  const rows = [...turns, ...state.visits.filter(isUncalled).filter((visit) => !turns.includes(visit))];
  return (
    <section aria-labelledby="line" className="flex min-h-0 flex-col gap-2 border-hair p-4 max-md:border-t-2 md:border-e-2">
      <h2 id="line">{t("waiting", { count: rows.length })}</h2>
      <BeforeEnd />
      <div className="grid min-h-0 flex-1 content-start gap-2 overflow-y-auto md:-mx-1 md:px-1 md:py-1">
        <ol className="grid gap-2">
          {rows.map((visit) => <LineRow key={visit.id} visit={visit} next={visit === turns[0]} quiet={quiet} onChoose={onChoose} />)}
        </ol>
        <ExpectedArrivals quiet={quiet} />
        <Undone />
      </div>
      <OtherTables desk={desk} />
      <Numbers />
    </section>
  );
}

/** The numbers taken back: nobody holds them, and nobody should look for them. */
function Undone() {
  const t = useTranslations("tablet.line");
  const { state } = useTablet();
  const numbers = state.visits.filter((visit) => visit.state === "left" && visit.why === "given-by-mistake").map(({ number }) => number);
  return numbers.length === 0 ? null : <p className="px-1 text-[0.9rem] text-soft">{t("undone", { count: numbers.length, numbers: numbers.join(", ") })}</p>;
}

const NOON = 12 * 60;

/** One more person, with the card to hand over; and the end of the numbers, which can be taken back. */
function Numbers() {
  const t = useTranslations("tablet.line");
  const say = useSay();
  const { state, site, act, alone, newId } = useTablet();
  const half = minuteOfDay(state.span.start, site.zone) < NOON ? "morning" : "afternoon";
  const given = state.numbers === "given";
  const waits = alone ? { disabled: true, "aria-describedby": NETWORK_REASON } : {};
  return (
    <div className="grid gap-2">
      {given && (
        <ActButton look="ghost" {...waits} does="add" onAct={() => act({ type: "add-visit", visit: newId() })}>
          <span>
            {t("add")}{" "}
            <span className="block font-normal">{t("addCard", { number: state.nextNumber, picture: say.picture(state.nextNumber) })}</span>
          </span>
        </ActButton>
      )}
      <ActButton look="quiet" {...waits} does={given ? "stop" : "give again"} onAct={() => act({ type: given ? "stop-numbers" : "give-numbers" })}>
        {given ? t("stop", { half }) : t("again")}
      </ActButton>
    </div>
  );
}
