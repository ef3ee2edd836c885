import { useTranslations } from "next-intl";
import { useState } from "react";
import { isLeftOver, type Leftover } from "#lib/queue/acts/close.ts";
import { isAtDesk, type Visit } from "#lib/queue/line/visit.ts";
import { ActButton } from "../act-button.tsx";
import { useTablet } from "../tablet-context.ts";
import { useDisabled } from "../use-disabled.ts";
import { useLabels } from "../use-labels.ts";

/**
 * Closes the half-day. For each person who still has a number the conseiller says what follows, one by one or for all
 * at once (docs/line.md#closing).
 */
export function CloseHalfDay({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.closing");
  const { state, act } = useTablet();
  const networkActProps = useDisabled();
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
        <ActButton look="quiet" actKey="close" onAct={onClose}>
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
        <ActButton look="ghost" actKey="another date" onAct={() => all("another-date")}>
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
        {...networkActProps}
        actKey="close the half-day"
        onAct={() => (act({ type: "close", leftovers: chosen }), onClose())}
      >
        {t("close")}
      </ActButton>
      <p id="closing-missing" role="status" className="text-center text-soft">
        {missing > 0 && t("missing", { count: missing })}
      </p>
      <ActButton look="quiet" actKey="close" onAct={onClose}>
        {t("cancel")}
      </ActButton>
    </div>
  );
}

const WAITED = ["another-date", "no-date", "left"] as const;
const PAUSED = ["done", "another-date", "left"] as const;

/** The outcome for one person who still has a number: served already, another date, no date wanted, or gone. */
function LeftoverChoice({
  visit,
  chosen,
  onChoose,
}: {
  visit: Visit;
  chosen: Leftover | undefined;
  onChoose: (choice: Leftover) => void;
}) {
  const t = useTranslations("tablet.closing");
  const labels = useLabels();
  const offered: readonly Leftover[] = visit.state === "paused" ? PAUSED : WAITED;
  return (
    <li>
      <fieldset className="grid gap-2 rounded-control border-2 border-hair p-3">
        <legend className="px-1 font-bold">
          {t("person", { number: visit.number, picture: labels.picture(visit.number) })}
        </legend>
        <div className="flex flex-wrap gap-2">
          {offered.map((choice) => (
            <label
              key={choice}
              className="flex min-h-14 flex-1 basis-40 items-center gap-3 rounded-control border-2 border-edge px-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={visit.id}
                className="size-6"
                checked={chosen === choice}
                onChange={() => onChoose(choice)}
              />
              {t(choice)}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
