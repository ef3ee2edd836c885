import { useTranslations } from "next-intl";
import { useState } from "react";
import { isLeftOver } from "#lib/queue/acts/close.ts";
import type { Leftover } from "#lib/queue/line/commands.ts";
import { isAtDesk } from "#lib/queue/line/visit.ts";
import { ActButton } from "../act-button.tsx";
import { LeftoverChoice } from "./leftover-choice.tsx";
import { useTablet } from "../tablet-context.ts";
import { useWaits } from "../use-waits.ts";

/** The end of the half-day: whoever still has a number is told what follows, one by one or all at once, and is counted. */
export function CloseHalfDay({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.closing");
  const { state, act } = useTablet();
  const waits = useWaits();
  const [choices, choose] = useState<Readonly<Record<string, Leftover>>>({});
  const people = state.visits.filter(isLeftOver);
  const atTables = state.visits.filter(isAtDesk);
  const chosen = people.flatMap(({ id }) => (choices[id] === undefined ? [] : [{ visit: id, choice: choices[id] }]));
  const missing = people.length - chosen.length;
  if (atTables.length > 0) {
    return (
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title")}</h2>
        <p>{t("busy", { numbers: atTables.map(({ number }) => number).join(", ") })}</p>
        <ActButton look="quiet" does="close" onAct={onClose}>
          {t("cancel")}
        </ActButton>
      </div>
    );
  }
  const all = (choice: Leftover): void => choose(Object.fromEntries(people.map(({ id }) => [id, choice])));
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      <p className="text-soft">{state.status !== "open" ? t("notHeld") : t("still", { count: people.length })}</p>
      {people.length > 1 && (
        <ActButton look="ghost" does="another date" onAct={() => all("another-date")}>
          {t("allAnotherDate")}
        </ActButton>
      )}
      <ul className="grid gap-3">
        {people.map((visit) => (
          <LeftoverChoice
            key={visit.id}
            visit={visit}
            chosen={choices[visit.id]}
            onChoose={(choice) => choose({ ...choices, [visit.id]: choice })}
          />
        ))}
      </ul>
      <ActButton
        className="min-h-18"
        {...(missing > 0 && { disabled: true, "aria-describedby": "closing-missing" })}
        {...waits}
        does="close the half-day"
        onAct={() => (act({ type: "close", leftovers: chosen }), onClose())}
      >
        {t("close")}
      </ActButton>
      <p id="closing-missing" role="status" className="text-center text-soft">
        {missing > 0 && t("missing", { count: missing })}
      </p>
      <ActButton look="quiet" does="close" onAct={onClose}>
        {t("cancel")}
      </ActButton>
    </div>
  );
}
