import { useTranslations } from "next-intl";
import { minutesAway } from "#lib/queue/acts/away.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import type { WaitingVisit } from "#lib/queue/line/visit.ts";
import { ActButton } from "../act-button.tsx";
import { useTablet } from "../tablet-context.ts";
import { useSay } from "../use-say.ts";
import { useWaits } from "../use-waits.ts";

/** She goes out for a while and keeps her place; or she is here again before she said. */
export function AwayChoice({ visit, onClose }: { visit: WaitingVisit; onClose: () => void }) {
  const t = useTranslations("tablet.away");
  const say = useSay();
  const { state, now, act } = useTablet();
  const waits = useWaits();
  const { id, awayUntil } = visit;
  if (awayUntil !== undefined && now < awayUntil) {
    return (
      <ActButton
        look="ghost"
        {...waits}
        does={`here ${id}`}
        onAct={() => (act({ type: "away", visit: id }), onClose())}
      >
        {t("here", { hour: say.hour(awayUntil) })}
      </ActButton>
    );
  }
  const offered = minutesAway(state, visit, now);
  if (offered.length === 0) return null;
  return (
    <fieldset className="grid gap-3 border-t-2 border-hair pt-5">
      <legend className="float-start mb-2 font-bold">{t("title")}</legend>
      <div className="flex gap-3 *:flex-1">
        {offered.map((minutes) => (
          <ActButton
            key={minutes}
            look="quiet"
            {...waits}
            does={`away ${id} ${minutes}`}
            onAct={() => (act({ type: "away", visit: id, until: plusMinutes(now, minutes) }), onClose())}
          >
            {t("minutes", { minutes })}
          </ActButton>
        ))}
      </div>
    </fieldset>
  );
}
