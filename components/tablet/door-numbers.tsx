import { useTranslations } from "next-intl";
import { useState } from "react";
import { nextInTurn } from "#lib/queue/order.ts";
import { isUncalled } from "#lib/queue/visit.ts";
import { ActButton } from "./act-button.tsx";
import { BigButton } from "./big-button.tsx";
import { BigNumber } from "./big-number.tsx";
import { ExpectedArrivals } from "./expected-arrivals.tsx";
import { lastGiven } from "./last-act.ts";
import { NETWORK_REASON } from "./network-banner.tsx";
import { proposedTable } from "./screen-of.ts";
import { TableChoice } from "./table-choice.tsx";
import { useSay } from "./use-say.ts";
import { useTablet } from "./tablet-context.ts";
import { ToldSentences } from "./told-sentences.tsx";

/** At the door: one tap a person, in the order they stand, nothing asked. The number shown is the card to hand over: the one just given, while it can be taken back and is the last, else the next. */
export function DoorNumbers() {
  const t = useTranslations("tablet.door");
  const say = useSay();
  const { state, made, now, act, alone, newId } = useTablet();
  const undo = lastGiven(state, made, now);
  // Not once somebody else has a number: a booked person who came, a phone at the door.
  const justGiven = undo?.number === state.nextNumber - 1 ? undo.number : undefined;
  const stopped = state.numbers === "stopped";
  const waits = alone ? { disabled: true, "aria-describedby": NETWORK_REASON } : {};
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 text-center sm:px-12">
      <div>
        <h1 className="text-[2.1rem]!">{t("title")}</h1>
        <p className="mt-1 text-soft">{t("lead")} <strong className="text-ink">{t("given", { count: state.visits.filter(isUncalled).length })}</strong></p>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 lg:flex-row">
        <div className="grid flex-1 content-center gap-1">
          <p className="text-soft" aria-live="polite">{t(justGiven === undefined ? "next" : "giveNow")}</p>
          <BigNumber number={justGiven ?? state.nextNumber} className="text-[9.4rem]" picture={74} />
          <ToldSentences />
        </div>
        <ExpectedArrivals className="content-center overflow-y-auto lg:w-80" />
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-[3fr_1fr_1fr]">
        <BigButton className="col-span-2 min-h-28 sm:col-span-1" {...waits} disabled={alone || stopped} detail={stopped ? t("stopped") : t("thenCard", { number: state.nextNumber, picture: say.picture(state.nextNumber) })} does="add" onAct={() => act({ type: "add-visit", visit: newId() })}>
          {t("add")}
        </BigButton>
        <BigButton look="plain" className="min-h-28 text-[1.2rem]!" {...waits} disabled={alone || stopped} detail={t("priorityMeans", { number: state.nextNumber })} does="add first" onAct={() => act({ type: "add-visit", visit: newId(), priority: true })}>
          {t("priority")}
        </BigButton>
        <BigButton look="plain" className="min-h-28 text-[1.2rem]!" disabled={!undo} detail={undo && t("undoSeconds", { seconds: undo.seconds })} does={`undo ${undo?.command}`} onAct={() => undo && act({ type: "undo", command: undo.command })}>
          {undo ? t("undo", { number: undo.number }) : t("undoNothing")}
        </BigButton>
      </div>
      <OpenPermanence />
    </div>
  );
}

/** Confirms that the permanence is open, at her table, and calls the first. */
function OpenPermanence() {
  const t = useTranslations("tablet.door");
  const { state, site, now, act, alone } = useTablet();
  const [chosen, choose] = useState<number>();
  const desk = chosen ?? proposedTable(state, site.me, site.plannedTable);
  const next = nextInTurn(state, now);
  const open = (): void => {
    if (desk === undefined) return;
    const opening = { type: "open", desks: [{ desk, conseiller: site.me }] } as const;
    if (next) act(opening, { type: "call-next", desk, expected: { visit: next.id, state: next.state } });
    else act(opening);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <TableChoice chosen={desk} onChoose={choose} />
      <ActButton look="ghost" className="min-h-18 flex-1 basis-72 text-[1.2rem]" disabled={alone || desk === undefined} aria-describedby={alone ? NETWORK_REASON : undefined} does={`open ${next?.id}`} onAct={open}>
        {next ? t("openAndCall", { number: next.number }) : t("open")}
      </ActButton>
    </div>
  );
}
