import { useTranslations } from "next-intl";
import { useState } from "react";
import { nextInTurn } from "#lib/queue/order/order.ts";
import { ActButton } from "../act-button.tsx";
import { proposedTable } from "../screen-of.ts";
import { TableChoice } from "./table-choice.tsx";
import { useTablet } from "../tablet-context.ts";
import { useWaits } from "../use-waits.ts";

/** Confirms that the permanence is open, at her table, and calls the first. */
export function OpenPermanence() {
  const t = useTranslations("tablet.door");
  const { state, site, now, act } = useTablet();
  const [chosen, choose] = useState<number>();
  const waits = useWaits();
  const desk = chosen ?? proposedTable(state, site.me, site.plannedTable);
  const next = state.suspended ? undefined : nextInTurn(state, now);
  const open = (): void => {
    if (desk === undefined) return;
    const opening = { type: "open", desks: [{ desk, conseiller: site.me }] } as const;
    if (next) act(opening, { type: "call-next", desk, expected: { visit: next.id, state: next.state } });
    else act(opening);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <TableChoice chosen={desk} onChoose={choose} />
      <ActButton
        look="ghost"
        className="min-h-18 flex-1 basis-72 text-[1.2rem]"
        {...waits}
        {...(desk === undefined && { disabled: true })}
        does={`open ${next?.id}`}
        onAct={open}
      >
        {next ? t("openAndCall", { number: next.number }) : t("open")}
      </ActButton>
    </div>
  );
}
