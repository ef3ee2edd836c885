import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Strip } from "./strip.tsx";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** The reason beside every act that waits for the network points here. */
export const NETWORK_REASON = "network-reason";

/** Since when nothing reaches the server, what becomes of what was done, and what has to wait. */
export function NetworkBanner() {
  return (
    <div role="status">
      <Sentence />
    </div>
  );
}

function Sentence() {
  const t = useTranslations("tablet.network");
  const say = useSay();
  const { lostSince, busy, shut, site } = useTablet();
  if (shut === "signed-out") {
    return (
      <Strip icon="no-network">
        <span id={NETWORK_REASON}>{t("signedOut")}</span>
        <a href={site.signIn} className={buttonClass()}>
          {t("signIn")}
        </a>
      </Strip>
    );
  }
  if (shut === "not-allowed")
    return (
      <Strip icon="no-network">
        <span id={NETWORK_REASON}>{t("notAllowed")}</span>
      </Strip>
    );
  if (busy)
    return (
      <Strip icon="clock">
        <span>{t("busy")}</span>
      </Strip>
    );
  if (lostSince === undefined) return null;
  return (
    <Strip icon="no-network">
      <span id={NETWORK_REASON}>
        {t("lost", { hour: say.hour(lostSince) })} <span className="font-normal">{t("needs")}</span>
      </span>
    </Strip>
  );
}
