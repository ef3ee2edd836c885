import { useTranslations } from "next-intl";
import { TURN_AWAY_REASONS } from "#lib/queue/turn-away-reason.ts";
import { ActButton } from "./act-button.tsx";
import { useTablet } from "./tablet-context.ts";

/** A person at the door who cannot be served, without a number: one touch, so that she is counted. */
export function TurnAway({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.turnAway");
  const { act } = useTablet();
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      <p className="text-soft">{t("counted")}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {TURN_AWAY_REASONS.map((reason) => (
          <ActButton key={reason} look="ghost" className="min-h-18" does={`turn away ${reason}`} onAct={() => (act({ type: "turn-away", reason }), onClose())}>{t(reason)}</ActButton>
        ))}
      </div>
      <ActButton look="quiet" does="close" onAct={onClose}>{t("cancel")}</ActButton>
    </div>
  );
}
