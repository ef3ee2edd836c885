import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ServingVisit } from "#lib/queue/visit.ts";
import { NETWORK_REASON } from "./network-banner.tsx";
import { ReferTo } from "./refer-to.tsx";
import { useTablet } from "./tablet-context.ts";

/** How help may go on otherwise than by ending: later at this table, at another table, or elsewhere. */
export function ServedActs({ visit }: { visit: ServingVisit }) {
  const t = useTranslations("tablet.served");
  const { state, act, alone } = useTablet();
  const [referring, refer] = useState(false);
  const others = state.desks.filter(({ number, state: at }) => at === "present" && number !== visit.desk);
  return (
    <div className="flex flex-wrap gap-3 *:min-h-18 *:flex-1 *:basis-36">
      <Button look="ghost" onClick={() => act({ type: "pause", visit: visit.id })}>{t("pause")}</Button>
      <Button look="ghost" onClick={() => refer(true)}>{t("refer")}</Button>
      {others.map(({ number }) => (
        <Button key={number} look="ghost" disabled={alone} aria-describedby={alone ? NETWORK_REASON : undefined} onClick={() => act({ type: "hand-over", to: number, expected: { visit: visit.id, state: visit.state } })}>{t("handOver", { desk: number })}</Button>
      ))}
      {referring && <ReferTo visit={visit} onClose={() => refer(false)} />}
    </div>
  );
}
