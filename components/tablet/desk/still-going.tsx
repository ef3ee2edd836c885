import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ServingVisit } from "#lib/queue/line/visit.ts";
import { endsToChoose, isAskedAbout } from "#lib/queue/wait/still-going.ts";
import { sayClockTime } from "#lib/time/say.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { usePace } from "#components/tablet/use-pace.ts";

/**
 * « Encore en cours ? » once help has taken twice its usual minutes: « Terminer » may have been forgotten. « Oui »
 * quiets it for that person; it never ends anything by itself. « C’est fini » asks when about, so that the minutes of
 * help are not those until somebody noticed.
 */
export function StillGoing({ visit: { id, startedAt, topic } }: { visit: ServingVisit }) {
  const t = useTranslations("tablet.still");
  const locale = useLocale();
  const { act, now, site } = useTablet();
  const [goesOn, quiet] = useState<string>();
  const [over, sayWhen] = useState<string>();
  const usual = usePace().minutesOf(topic);
  if (goesOn === id || !isAskedAbout(startedAt, now, usual)) return null;
  const finish = { type: "finish", visit: id } as const;
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-turn-soft px-4 py-2">
      {over === id ? (
        <>
          {/* The button that was tapped is gone: without this the focus would stay in its place and scroll the
              choices away. */}
          <strong ref={focused} tabIndex={-1} className="min-w-0 flex-1 basis-48">
            {t("when")}
          </strong>
          {endsToChoose(startedAt, now, usual).map((endedAt) => (
            <ActButton
              key={endedAt}
              look="quiet"
              className="min-h-target!"
              actKey={`over ${id} ${String(endedAt)}`}
              onAct={() => act({ ...finish, endedAt })}
            >
              {t("about", { hour: sayClockTime(endedAt, site.zone, locale) })}
            </ActButton>
          ))}
          <ActButton look="quiet" className="min-h-target!" actKey={`over ${id} now`} onAct={() => act(finish)}>
            {t("now")}
          </ActButton>
        </>
      ) : (
        <>
          <span className="min-w-0 flex-1 basis-48">
            <strong>{t("ask")}</strong> {t("usual", { minutes: Math.round(usual) })}
          </span>
          <ActButton look="quiet" className="min-h-target!" actKey={`still ${id}`} onAct={() => quiet(id)}>
            {t("yes")}
          </ActButton>
          <ActButton look="quiet" className="min-h-target!" actKey={`over ${id}`} onAct={() => sayWhen(id)}>
            {t("no")}
          </ActButton>
        </>
      )}
    </div>
  );
}

const focused = (asked: HTMLElement | null): void => asked?.focus();
