import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ServingVisit } from "#lib/queue/line/visit.ts";
import { ActButton } from "../act-button.tsx";
import { ReferTo } from "./refer-to.tsx";
import { useTablet } from "../tablet-context.ts";
import { useWaits } from "../use-waits.ts";

/** How help may go on otherwise than by ending: later at this table, at another table, or elsewhere. */
export function ServedActs({ visit }: { visit: ServingVisit }) {
  const t = useTranslations("tablet.served");
  const { state, act } = useTablet();
  const waits = useWaits();
  const [referring, refer] = useState(false);
  const others = state.desks.filter(({ number, state: at }) => at === "present" && number !== visit.desk);
  // When another table comes or goes, these make room: none is where it was.
  const here = `${visit.id} beside ${others.map(({ number }) => number).join()}`;
  return (
    <div className="flex flex-wrap gap-3 *:min-h-18 *:flex-1 *:basis-36">
      <ActButton look="ghost" does={`pause ${here}`} onAct={() => act({ type: "pause", visit: visit.id })}>
        {t("pause")}
      </ActButton>
      <ActButton look="ghost" does={`refer ${here}`} onAct={() => refer(true)}>
        {t("refer")}
      </ActButton>
      {others.map(({ number }) => (
        <ActButton
          key={number}
          look="ghost"
          {...waits}
          does={`hand over ${here} ${number}`}
          onAct={() => act({ type: "hand-over", to: number, expected: { visit: visit.id, state: visit.state } })}
        >
          {t("handOver", { desk: number })}
        </ActButton>
      ))}
      {referring && <ReferTo visit={visit} onClose={() => refer(false)} />}
    </div>
  );
}
