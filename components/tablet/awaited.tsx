import { useTranslations } from "next-intl";
import { awaitedAt } from "#lib/queue/desks.ts";
import { occupantOf } from "#lib/queue/line-state.ts";
import type { PausedVisit } from "#lib/queue/visit.ts";
import { ActButton } from "./act-button.tsx";
import { useTablet } from "./tablet-context.ts";

/** The people this table takes back before it calls: handed over to it, then gone for a paper. */
export function Awaited({ desk }: { desk: number }) {
  const t = useTranslations("tablet.awaited");
  const { state } = useTablet();
  const awaited = awaitedAt(state, desk);
  if (awaited.length === 0) return null;
  return (
    <section aria-label={t("title")} className="grid gap-2">
      {awaited.map((visit) => <Person key={visit.id} visit={visit} busy={occupantOf(state, desk) !== undefined} />)}
    </section>
  );
}

/** While somebody sits at the table the others are only told: their button comes when it is free. */
function Person({ visit, busy }: { visit: PausedVisit; busy: boolean }) {
  const t = useTranslations("tablet.awaited");
  const { act } = useTablet();
  const { id, number } = visit;
  const why = visit.for === "other-desk" ? t("handedOver", { number }) : t("errand", { number });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border-2 border-hair bg-card px-4 py-2">
      <p className="font-bold">{why}</p>
      {!busy && (
        <div className="flex flex-wrap gap-2">
          <ActButton look="ghost" does={`resume ${id}`} onAct={() => act({ type: "resume", visit: id })}>{t("resume", { number })}</ActButton>
          <ActButton look="quiet" does={`gone ${id}`} onAct={() => act({ type: "leave", visit: id, by: "staff" })}>{t("gone", { number })}</ActButton>
        </div>
      )}
    </div>
  );
}
