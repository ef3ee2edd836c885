import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayHour } from "#lib/time/say.ts";
import { keyOf, type Call } from "./board-announcements.ts";
import { BoardSound } from "./board-sound.tsx";

type Given = {
  zone: string;
  now: Instant;
  earlier: readonly Call[];
  staleSince: Instant | undefined;
  announced: Call | undefined;
  arriving: ReactNode;
};

/** Calls that fit beside the one shown. */
const EARLIER_AT_MOST = 3;

/** The narrow side: the hour, who was called before, and what a newcomer may expect (`arriving`). */
export function BoardSide({ zone, now, earlier, staleSince, announced, arriving }: Given) {
  const t = useTranslations("screen");
  const locale = useLocale();
  const stale = staleSince !== undefined;
  return (
    <aside className="flex min-h-0 flex-col gap-[calc(2*var(--u))] bg-room-side px-[calc(4.9*var(--u))] py-[calc(4.5*var(--u))]">
      <p className="flex flex-none items-center justify-between gap-4 text-[calc(7.1*var(--u))] leading-tight font-bold">
        <span className="tabular-nums">{sayClockTime(now, zone, locale)}</span>
        <BoardSound announced={announced} />
      </p>
      {earlier.length > 0 && (
        <div className={`flex min-h-0 flex-col ${stale ? "opacity-40" : ""}`}>
          <p className="text-[calc(3.8*var(--u))] leading-[1.3]">{t("called")}</p>
          {/* What finds no room goes into a second column, which is never seen: a call is shown whole or not at all. */}
          <ul className="flex min-h-0 flex-col flex-wrap overflow-hidden">
            {earlier.slice(0, EARLIER_AT_MOST).map((call) => (
              <li
                key={keyOf(call)}
                className="flex w-full justify-between border-b-[3px] border-room-hair py-[calc(0.7*var(--u))] text-[calc(5.8*var(--u))] leading-[1.35] font-semibold text-white/85"
              >
                <span className="flex items-center gap-[calc(2*var(--u))] tabular-nums">
                  {call.number}
                  <Pictogram picture={call.picture} className="size-[calc(5*var(--u))]" />
                </span>
                <span>{t("desk", { desk: call.desk })}</span>
              </li>
            ))}
          </ul>
          <p className="mt-[calc(1.2*var(--u))] text-[calc(3.8*var(--u))] leading-[1.3] text-balance">{t("passed")}</p>
        </div>
      )}
      <div className="min-h-0 flex-1" />
      {stale ? (
        <p role="alert" className="flex-none text-[calc(5.1*var(--u))] leading-[1.3] font-bold">
          {t("stale", { hour: sayHour(staleSince, zone, locale) })}
        </p>
      ) : (
        arriving
      )}
    </aside>
  );
}
