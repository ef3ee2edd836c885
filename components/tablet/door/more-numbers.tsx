import { useTranslations } from "next-intl";
import { memo } from "react";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { pictureOf } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { cardInHand } from "#components/tablet/last-act.ts";
import { TurnAwayButton } from "./turn-away.tsx";
import { TopicOfLast } from "#components/tablet/desk/topic-and-language.tsx";
import { FetchLast } from "./fetch-last.tsx";
import { UncertainNumber } from "./uncertain-number.tsx";
import { useLabels } from "#components/tablet/use-labels.ts";
import { useActs, useSite, useTablet } from "#components/tablet/tablet-context.ts";
import { useNextNumber } from "#components/tablet/use-hand.ts";
import { useDisabled, type DisabledProps } from "#components/tablet/use-disabled.ts";

const NOON = 12 * 60;

/** Below the line: give one more number, with its card; stop giving numbers, and start again. */
export function MoreNumbers() {
  const { state } = useTablet();
  const networkActProps = useDisabled();
  const lineActProps = useDisabled("line");
  const nextNumber = useNextNumber();
  const given = state.numbers === "given";
  return (
    <div className="grid gap-2">
      {given && (
        <>
          <GivenCard nextNumber={nextNumber} />
          {/* Beside each other, so that the line above keeps its height. */}
          <div className="grid gap-2 md:grid-cols-2 md:items-center md:tall:grid-cols-1 md:not-has-[button]:hidden">
            <FetchLast low />
            <TopicOfLast low />
          </div>
          <OneMore nextNumber={nextNumber} disabled={lineActProps} />
        </>
      )}
      <GivingNumbers given={given} start={state.span.start} disabled={networkActProps} />
    </div>
  );
}

/** One number more, and one whose holder passes first. Rendered anew when the number changes. */
const OneMore = memo(function OneMore({ nextNumber, disabled }: { nextNumber: number; disabled: DisabledProps }) {
  const t = useTranslations("tablet.line");
  const door = useTranslations("tablet.door");
  const labels = useLabels();
  const { act, newId } = useActs();
  return (
    <div className="grid grid-cols-[3fr_2fr] gap-2 md:grid-cols-[2fr_1fr]">
      <ActButton look="ghost" {...disabled} actKey="add" onAct={() => act({ type: "add-visit", visit: newId() })}>
        <span>
          {t("add")}{" "}
          <span className="block font-normal md:text-[0.9rem] md:leading-tight">
            {t("addCard", { number: nextNumber, picture: labels.picture(nextNumber) })}
          </span>
        </span>
      </ActButton>
      <ActButton
        look="quiet"
        {...disabled}
        actKey="add first"
        onAct={() => act({ type: "add-visit", visit: newId(), priority: true })}
      >
        <span>
          {door("priority")} {/* Beside the line there is no width for it: it is the card that its neighbour names. */}
          <span className="block font-normal md:sr-only">{door("priorityMeans", { number: nextNumber })}</span>
        </span>
      </ActButton>
    </div>
  );
});

/**
 * Whether numbers are given (`given`), and who goes without one. `start`: of the half-day. Side by side and in small
 * letters, so that the line above keeps the height of two rows.
 */
const GivingNumbers = memo(function GivingNumbers({
  given,
  start,
  disabled,
}: {
  given: boolean;
  start: Instant;
  disabled: DisabledProps;
}) {
  const t = useTranslations("tablet.line");
  const { zone } = useSite();
  const { act } = useActs();
  const half = minuteOfDay(start, zone) < NOON ? "morning" : "afternoon";
  return (
    <div className="grid grid-cols-2 gap-2">
      <ActButton
        look="quiet"
        {...disabled}
        actKey={given ? "stop" : "give again"}
        onAct={() => act({ type: given ? "stop-numbers" : "give-numbers" })}
      >
        <span className="md:text-[0.9rem] md:leading-tight">{given ? t("stop", { half }) : t("again")}</span>
      </ActButton>
      <TurnAwayButton />
    </div>
  );
});

/** The card just given, until the next act. On a phone the space is kept, so that the button below does not move. */
function GivenCard({ nextNumber }: { nextNumber: number }) {
  const t = useTranslations("tablet.line");
  const labels = useLabels();
  const { state, ownCommands, now } = useTablet();
  const number = cardInHand(state, ownCommands, now);
  return (
    <>
      <p role="status" className="flex items-center justify-center gap-3 font-bold max-md:min-h-14">
        {number !== undefined && (
          <>
            <Pictogram picture={pictureOf(number)} size={40} />
            {t("giveNow", { number, picture: labels.picture(number) })}
          </>
        )}
      </p>
      <UncertainNumber number={number ?? nextNumber} />
    </>
  );
}
