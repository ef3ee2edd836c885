import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** The reason beside every act that waits for the network points here. */
export const NETWORK_REASON = "network-reason";

/** Since when nothing reaches the server, what becomes of what was done, and what has to wait. */
export function NetworkBanner() {
  return <div role="status"><Sentence /></div>;
}

function Sentence() {
  const t = useTranslations("tablet.network");
  const say = useSay();
  const { lostSince, busy, shut, site } = useTablet();
  if (shut === "signed-out") {
    return (
      <Strip id={NETWORK_REASON}>
        {t("signedOut")}
        <a href={site.signIn} className={buttonClass()}>{t("signIn")}</a>
      </Strip>
    );
  }
  if (shut === "not-allowed") return <Strip id={NETWORK_REASON}>{t("notAllowed")}</Strip>;
  if (busy) return <Strip icon="clock">{t("busy")}</Strip>;
  if (lostSince === undefined) return null;
  return (
    <Strip id={NETWORK_REASON}>
      <span>{t("lost", { hour: say.hour(lostSince) })} <span className="font-normal">{t("needs")}</span></span>
    </Strip>
  );
}

const Strip = ({ id, icon = "no-network", children }: { id?: string; icon?: "no-network" | "clock"; children: ReactNode }) => (
  <div id={id} className="flex flex-wrap items-center gap-3 border-b-[3px] border-edge bg-turn-soft px-4 py-2 font-bold">
    <Icon name={icon} />
    {children}
  </div>
);
