import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { TURN_AWAY_REASONS, type TurnAwayReason } from "#lib/queue/acts/turn-away.ts";
import { SECOND } from "#lib/time/instant.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useActs, useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/**
 * Counts somebody who goes without a number in one touch, without a reason (`other`). For some seconds the same button
 * takes the count back. The reasons are in the menu (`TurnAway`).
 */
export function TurnAwayButton({ className }: { className?: string }) {
  const t = useTranslations("tablet.turnAway");
  const menu = useTranslations("tablet.menu");
  const { act, ownCommands } = useTablet();
  /** The last act of this tablet before the count. */
  const [before, count] = useState<{ readonly last: string | undefined }>();
  const counted = before && ownCommands[ownCommands.indexOf(before.last ?? "") + 1];
  const isLast = counted !== undefined && counted === ownCommands.at(-1);
  useEffect(() => {
    if (counted === undefined) return;
    const seen = setTimeout(() => count(undefined), SEEN_FOR);
    return () => clearTimeout(seen);
  }, [counted]);
  const undo = (): void => {
    if (counted !== undefined) act({ type: "undo-turn-away", turnAway: counted });
    count(undefined);
  };
  const add = (): void => {
    count({ last: ownCommands.at(-1) });
    act({ type: "turn-away", reason: "other" });
  };
  return (
    <div className={`grid ${className ?? ""}`}>
      <ActButton
        look="quiet"
        {...useDisabled()}
        actKey={isLast ? `undo ${counted}` : "turn away"}
        onAct={isLast ? undo : add}
      >
        <span className="md:text-[0.9rem] md:leading-tight">{isLast ? t("countedUndo") : menu("turnAway")}</span>
      </ActButton>
    </div>
  );
}

/** Counts a person at the door who cannot be served and gets no number. */
export function TurnAway({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.turnAway");
  const { act } = useActs();
  const [counted, count] = useState<TurnAwayReason>();
  if (counted !== undefined) return <Counted reason={counted} onClose={onClose} />;
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      <p className="text-soft">{t("counted")}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {TURN_AWAY_REASONS.map((reason) => (
          <ActButton
            key={reason}
            look="ghost"
            className="min-h-18"
            actKey={`turn away ${reason}`}
            onAct={() => (act({ type: "turn-away", reason }), count(reason))}
          >
            {t(reason)}
          </ActButton>
        ))}
      </div>
      <ActButton look="quiet" actKey="close" onAct={onClose}>
        {t("cancel")}
      </ActButton>
    </div>
  );
}

/**
 * Milliseconds the confirmation is shown, in which the count can be taken back. Without it an unsure conseiller would
 * count the person twice.
 */
const SEEN_FOR = 10 * SECOND;

function Counted({ reason, onClose }: { reason: TurnAwayReason; onClose: () => void }) {
  const t = useTranslations("tablet.turnAway");
  const { act, ownCommands } = useTablet();
  const close = useEffectEvent(onClose);
  // The dialog covers everything else, so the last act of this tablet is the count.
  const counted = ownCommands.at(-1);
  useEffect(() => {
    const seen = setTimeout(() => close(), SEEN_FOR);
    return () => clearTimeout(seen);
  }, []);
  return (
    <div className="grid gap-4">
      <p role="status" className="flex items-center gap-3 text-[1.33rem] font-bold">
        <Icon name="check" size={32} />
        {t("done", { reason: t(reason) })}
      </p>
      {counted !== undefined && (
        <ActButton
          look="ghost"
          actKey={`undo ${counted}`}
          onAct={() => (act({ type: "undo-turn-away", turnAway: counted }), onClose())}
        >
          {t("undo")}
        </ActButton>
      )}
      <ActButton look="quiet" actKey="close" onAct={onClose}>
        {t("cancel")}
      </ActButton>
    </div>
  );
}
