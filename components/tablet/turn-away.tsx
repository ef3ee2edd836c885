import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { TURN_AWAY_REASONS } from "#lib/queue/turn-away-reason.ts";
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
          <Button key={reason} look="ghost" className="min-h-18" onClick={() => (act({ type: "turn-away", reason }), onClose())}>{t(reason)}</Button>
        ))}
      </div>
      <Button look="quiet" onClick={onClose}>{t("cancel")}</Button>
    </div>
  );
}
