import { useTranslations } from "next-intl";
import { ActButton } from "./act-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { Strip } from "./strip.tsx";
import { useTablet } from "./tablet-context.ts";

/** The reason beside every act that waits for the line to go on points here. */
export const SUSPENDED_REASON = "suspended-reason";

/** The line stands still: no number and no call, until somebody of the team lets it go on. */
export function SuspendedBanner() {
  const t = useTranslations("tablet.suspended");
  const { state, act, alone } = useTablet();
  if (!state.suspended) return null;
  return (
    <div role="status">
      <Strip icon="warning">
        <span id={SUSPENDED_REASON}>{t("what")}</span>
        <ActButton
          disabled={alone}
          aria-describedby={alone ? NETWORK_REASON : undefined}
          does="resume the line"
          onAct={() => act({ type: "resume-line" })}
        >
          {t("resume")}
        </ActButton>
      </Strip>
    </div>
  );
}
