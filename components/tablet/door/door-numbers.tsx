import { useTranslations } from "next-intl";
import { isThere } from "#lib/queue/line/visit.ts";
import { ActButton, BigButton } from "#components/tablet/act-button.tsx";
import { BigNumber } from "#components/tablet/big-number.tsx";
import { cardInHand, lastGiven } from "#components/tablet/last-act.ts";
import { FetchLast } from "./fetch-last.tsx";
import { UncertainNumber } from "./uncertain-number.tsx";
import { TurnAwayButton } from "./turn-away.tsx";
import { OpenPermanence } from "./open-permanence.tsx";
import { useLabels } from "#components/tablet/use-labels.ts";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { ActNotices } from "#components/tablet/act-notices.tsx";
import { useNextNumber } from "#components/tablet/use-hand.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useState } from "react";
import { TopicOfLast } from "#components/tablet/desk/topic-and-language.tsx";
import { ReturningPeople } from "#components/tablet/desk/returning-people.tsx";
import { FindPersonButton } from "#components/tablet/line/find-person.tsx";
import { ToldToGo } from "#components/tablet/line/told-to-go.tsx";
import { PersonDialog } from "#components/tablet/line/person-dialog.tsx";
import { ExpectedArrivals } from "./expected-arrivals.tsx";
import { LineList, lineRows, useWaitingText } from "#components/tablet/line/line-list.tsx";

/**
 * Giving numbers at the door: one tap a person, in the order they stand, with no question. The number shown is the card
 * to hand over: the last one given on this tablet, until the next act or for the minute in which it can be undone;
 * otherwise the next number. Also shown while the permanence is open, to a conseiller who sits at no desk.
 */
export function DoorNumbers({ toDesks }: { toDesks: () => void }) {
  const t = useTranslations("tablet.door");
  const { state, ownCommands, now } = useTablet();
  const inHand = cardInHand(state, ownCommands, now);
  const nextNumber = useNextNumber();
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 text-center sm:px-12">
      <div>
        <h1 {...stateHeading} className="text-[2.1rem]!">
          {t("title")}
        </h1>
        <p className="mt-1 text-soft">
          {t("lead")}{" "}
          <strong className="text-ink">
            {t("given", { count: state.visits.filter((visit) => isThere(visit, now)).length })}
          </strong>
        </p>
      </div>
      <div className="grid flex-1 content-start gap-4 lg:grid-cols-[1fr_auto] lg:grid-rows-[1fr_auto]">
        <div className="grid content-center gap-1">
          <p className="text-soft">{t(inHand === undefined ? "next" : "giveNow")}</p>
          <BigNumber number={inHand ?? nextNumber} className="text-[9.4rem]" picture={74} />
          <UncertainNumber number={inHand ?? nextNumber} />
          <FetchLast />
          <ActNotices />
        </div>
        <GiveNumbers className="lg:col-span-2" />
        <div className="grid lg:col-span-2">
          {state.status === "open" ? (
            <ActButton look="ghost" className="min-h-18 text-[1.2rem]" actKey="to the desks" onAct={toDesks}>
              {t("takeDesk")}
            </ActButton>
          ) : (
            <OpenPermanence />
          )}
        </div>
        <div className="grid gap-4 sm:grid-cols-2 lg:col-span-2">
          <FindPersonButton />
          <TurnAwayButton />
        </div>
        <DoorSide className="lg:col-start-2 lg:row-start-1" />
      </div>
    </div>
  );
}

function GiveNumbers({ className }: { className: string }) {
  const t = useTranslations("tablet.door");
  const labels = useLabels();
  const { state, ownCommands, now, act, newId } = useTablet();
  const undo = lastGiven(state, ownCommands, now);
  const stopped = state.numbers === "stopped";
  const nextNumber = useNextNumber();
  const networkActProps = { ...useDisabled("line"), ...(stopped && { disabled: true }) };
  return (
    <div className={`grid grid-cols-2 gap-4 sm:grid-cols-[3fr_1fr_1fr] ${className}`}>
      <BigButton
        className="col-span-2 min-h-28 sm:col-span-1"
        {...networkActProps}
        detail={stopped ? t("stopped") : t("thenCard", { number: nextNumber, picture: labels.picture(nextNumber) })}
        actKey="add"
        onAct={() => act({ type: "add-visit", visit: newId() })}
      >
        {t("add")}
      </BigButton>
      <BigButton
        look="plain"
        className="min-h-28 text-[1.2rem]!"
        {...networkActProps}
        detail={t("priorityMeans", { number: nextNumber })}
        actKey="add first"
        onAct={() => act({ type: "add-visit", visit: newId(), priority: true })}
      >
        {t("priority")}
      </BigButton>
      <BigButton
        look="plain"
        className="min-h-28 text-[1.2rem]!"
        disabled={!undo}
        detail={undo && t("undoSeconds", { seconds: undo.seconds })}
        actKey={`undo ${undo?.command}`}
        onAct={() => undo && act({ type: "undo", command: undo.command })}
      >
        {undo ? t("undo", { number: undo.number }) : t("undoNothing")}
      </BigButton>
    </div>
  );
}

/**
 * Who is expected; once the permanence is open also who waits, since a conseiller without a desk sees the line nowhere
 * else. Beside the card, or below the buttons on narrow screens.
 */
function DoorSide({ className }: { className: string }) {
  const tablet = useTablet();
  const { state } = tablet;
  const waiting = useWaitingText();
  const [asked, ask] = useState<string>();
  const rows = lineRows(tablet);
  const open = state.status === "open";
  return (
    <div
      className={`flex flex-col gap-3 text-start empty:hidden lg:h-0 lg:w-96 lg:min-h-full lg:overflow-y-auto ${className}`}
    >
      <TopicOfLast />
      <ExpectedArrivals className={open && rows.length > 0 ? "" : "lg:my-auto"} />
      {open && <ReturningPeople />}
      {open && rows.length > 0 && (
        <section aria-label={waiting}>
          <LineList hideTopics onChoose={ask} />
        </section>
      )}
      {open && <ToldToGo />}
      <PersonDialog visit={asked} onClose={() => ask(undefined)} />
    </div>
  );
}
