import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { ActButton } from "./act-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { useTablet } from "./tablet-context.ts";

/** The reason beside every act that waits for the line to go on points here. */
export const SUSPENDED_REASON = "suspended-reason";

/** The line stands still: no number and no call, until somebody of the team lets it go on. */
export function SuspendedBanner() {
  const t = useTranslations("tablet.suspended");
  const { state, act, alone } = useTablet();
  if (!state.suspended) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 border-b-[3px] border-edge bg-turn-soft px-4 py-2 font-bold">
      <Icon name="warning" />
      <span id={SUSPENDED_REASON} className="flex-1">{t("what")}</span>
      <ActButton disabled={alone} aria-describedby={alone ? NETWORK_REASON : undefined} does="resume the line" onAct={() => act({ type: "resume-line" })}>{t("resume")}</ActButton>
    </div>
  );
}
