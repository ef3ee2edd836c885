import { useTranslations } from "next-intl";
import type { ToldBoard } from "#lib/queue/board.ts";
import type { Offer } from "#lib/schedule/offer.ts";
import type { Instant } from "#lib/time/instant.ts";
import { ComingCard } from "./coming-card.tsx";
import { Days } from "./days.tsx";
import type { HeldHere } from "./held-here.ts";
import { OpenCard } from "./open-card.tsx";

/** The half-days one can go to now, as cards. */
export const OpenNow = ({ held, boards, now }: { held: readonly HeldHere[]; boards: ReadonlyMap<string, ToldBoard>; now: Instant }) => (
  <div className="grid gap-3.5 md:grid-cols-2">
    {held.map((open) => <OpenCard key={open.id} held={open} board={boards.get(open.id)} now={now} />)}
  </div>
);

/** More days than this hide the telephone below them; the list of places has the rest. */
const DAYS_AT_ONCE = 3;

/** What comes after: later today, then day by day. */
export function Afterwards({ offer }: { offer: Pick<Offer<HeldHere>, "today" | "days"> }) {
  const t = useTranslations("home");
  return (
    <>
      {offer.today.length > 0 && (
        <section aria-labelledby="aujourdhui" className="grid gap-3">
          <h2 id="aujourdhui">{t("today")}</h2>
          <ul className="grid gap-2.5 md:grid-cols-2">{offer.today.map((later) => <ComingCard key={later.id} held={later} opens />)}</ul>
        </section>
      )}
      {offer.days.length > 0 && (
        <section aria-labelledby="ensuite" className="grid gap-3">
          <h2 id="ensuite">{t("next")}</h2>
          <Days days={offer.days.slice(0, DAYS_AT_ONCE)} />
        </section>
      )}
    </>
  );
}
