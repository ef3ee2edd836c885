import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { awaitedAt, awaitedNowhere, occupantOf } from "#lib/queue/line/line-state.ts";
import type { PausedVisit } from "#lib/queue/line/visit.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useActs, useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/**
 * People who come back without queueing: those handed over to this desk or gone for a paper, and those whose own desk
 * was left meanwhile (shown at every desk, and at the door where there is no `desk`). `but`: the id of the person who
 * already has the main button.
 */
export function ReturningPeople({ desk, but }: { desk?: number; but?: string }) {
  const t = useTranslations("tablet.awaited");
  const { state } = useTablet();
  const mine = desk === undefined ? [] : awaitedAt(state, desk);
  const nobodys = awaitedNowhere(state);
  if (mine.length + nobodys.length === 0) return null;
  const free = desk !== undefined && occupantOf(state, desk) === undefined;
  return (
    <section aria-label={t("title")} className="grid gap-2">
      {mine.map((visit) => (
        <Person key={visit.id} visit={visit} busy={!free}>
          {visit.id !== but && <ResumeButton visit={visit} />}
        </Person>
      ))}
      {nobodys.map((visit) => (
        <Person key={visit.id} visit={visit} busy={false}>
          <ResumeAtAnyDesk visit={visit} desk={free ? desk : undefined} />
        </Person>
      ))}
    </section>
  );
}

/** `busy`: somebody sits at the desk, so the buttons are hidden until it is free. */
function Person({ visit, busy, children }: { visit: PausedVisit; busy: boolean; children: ReactNode }) {
  const t = useTranslations("tablet.awaited");
  const { act } = useActs();
  const { id, number } = visit;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control border-2 border-hair bg-card px-4 py-2">
      <p className="font-bold">{visit.for === "other-desk" ? t("handedOver", { number }) : t("errand", { number })}</p>
      {!busy && (
        <div className="flex flex-wrap gap-2">
          {children}
          <ActButton look="quiet" actKey={`gone ${id}`} onAct={() => act({ type: "leave", visit: id, by: "staff" })}>
            {t("gone", { number })}
          </ActButton>
        </div>
      )}
    </div>
  );
}

function ResumeButton({ visit: { id, number } }: { visit: PausedVisit }) {
  const t = useTranslations("tablet.awaited");
  const { act } = useActs();
  return (
    <ActButton look="ghost" actKey={`resume ${id}`} onAct={() => act({ type: "resume", visit: id })}>
      {t("resume", { number })}
    </ActButton>
  );
}

/**
 * The person's own desk was left: once back they are next at any desk. With a free `desk` they are also called in the
 * same tap.
 */
function ResumeAtAnyDesk({ visit: { id, number }, desk }: { visit: PausedVisit; desk: number | undefined }) {
  const t = useTranslations("tablet.awaited");
  const { state, outOfReach, act } = useTablet();
  const networkActProps = useDisabled();
  const back = { type: "resume", visit: id } as const;
  if (desk === undefined || state.suspended)
    return (
      <ActButton look="ghost" {...networkActProps} actKey={`back ${id}`} onAct={() => act(back)}>
        {t("isBack", { number })}
      </ActButton>
    );
  const callHer = {
    type: "call",
    visit: id,
    desk,
    ...(outOfReach && { withoutNetwork: true as const }),
    expected: { visit: id, state: "waiting" },
  } as const;
  return (
    <ActButton look="ghost" {...networkActProps} actKey={`resume ${id} here`} onAct={() => act(back, callHer)}>
      {t("resume", { number })}
    </ActButton>
  );
}
