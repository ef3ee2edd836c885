import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ServingVisit } from "#lib/queue/line/visit.ts";
import { isAskedAbout } from "#lib/queue/wait/still-going.ts";
import { ActButton } from "../act-button.tsx";
import { useTablet } from "../tablet-context.ts";
import { usePace } from "../use-pace.ts";

/**
 * « Encore en cours ? » once help has taken twice its usual minutes: « Terminer » may have been forgotten. « Oui » quiets it for
 * that person; it never ends anything by itself.
 */
export function StillGoing({ visit: { id, startedAt, topic } }: { visit: ServingVisit }) {
  const t = useTranslations("tablet.still");
  const { now } = useTablet();
  const [goesOn, quiet] = useState<string>();
  const usual = usePace().minutesOf(topic);
  if (goesOn === id || !isAskedAbout(startedAt, now, usual)) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-turn-soft px-4 py-2">
      <span className="min-w-0 flex-1 basis-48">
        <strong>{t("ask")}</strong> {t("usual", { minutes: Math.round(usual) })}
      </span>
      <ActButton look="quiet" className="min-h-target!" actKey={`still ${id}`} onAct={() => quiet(id)}>
        {t("yes")}
      </ActButton>
    </p>
  );
}
