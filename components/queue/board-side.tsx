import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayHour } from "#lib/time/say.ts";
import { isAwaited, keyOf, type CalledNumber } from "./board-announcements.ts";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import type { LiveBoard, Wait } from "#lib/queue/board/board.ts";
import { assertNever } from "#lib/result.ts";
import { nextWalkInWindow, takesWalkIns } from "#lib/schedule/walk-in.ts";
import { sayRange } from "#lib/time/say-duration.ts";
import type { Outage, RoomData } from "./board-room.ts";
import { Icon } from "#components/ui/icon.tsx";
import { makeBell, type Bell } from "./bell.ts";

type Props = {
  zone: string;
  now: Instant;
  /** The calls before the one shown, latest first. */
  known: readonly CalledNumber[];
  /** The last board; undefined while there is no half-day. */
  board: LiveBoard | undefined;
  outage: Outage | undefined;
  announced: CalledNumber | undefined;
  arriving: ReactNode;
};

/** As many as fit beside the call shown. */
const EARLIER_AT_MOST = 3;

/**
 * The narrow side: the time, the earlier calls, and the wait for people who arrive now (`arriving`). In an outage since
 * when nothing is known, the last calls that were, and that a number stays good.
 */
export function BoardSide({ zone, now, known, board, outage, announced, arriving }: Props) {
  const t = useTranslations("screen");
  const locale = useLocale();
  return (
    <aside className="flex flex-col gap-[calc(2*var(--u))] bg-room-side px-[calc(4.9*var(--u))] py-[calc(4.5*var(--u))]">
      <p className="flex flex-none flex-wrap items-center justify-between gap-x-4 text-[calc(7.1*var(--u))] leading-tight font-bold">
        <span className="tabular-nums">{sayClockTime(now, zone, locale)}</span>
        <BoardSound announced={announced} />
      </p>
      {outage && (
        <p
          role="alert"
          className="flex flex-none items-start gap-[calc(1.6*var(--u))] text-[calc(4.2*var(--u))] leading-[1.3] font-bold text-balance"
        >
          <Icon name="no-network" className="mt-[calc(0.4*var(--u))] size-[calc(4.6*var(--u))] flex-none" />
          {t("stale", { hour: sayHour(outage.since, zone, locale) })}
        </p>
      )}
      {known.length > 0 && (
        <div className={`flex flex-col ${outage && !outage.isLong ? "opacity-40" : ""}`}>
          <h2 className="text-[calc(3.8*var(--u))] leading-[1.3] font-normal">
            {outage ? t("out.lastCalls") : t("called")}
          </h2>
          <ul className="flex flex-col">
            {known.slice(0, EARLIER_AT_MOST).map((call) => (
              <li
                key={keyOf(call)}
                className="flex w-full flex-wrap justify-between border-b-[3px] border-room-hair py-[calc(0.7*var(--u))] text-[calc(5.8*var(--u))] leading-[1.35] font-semibold text-white/85"
              >
                <span className="flex items-center gap-[calc(2*var(--u))] tabular-nums">
                  {call.number}
                  <Pictogram picture={call.picture} className="size-[calc(5*var(--u))]" />
                </span>
                {!call.toFetch ? (
                  <span>{t("desk", { desk: call.desk })}</span>
                ) : (
                  // On one line with the number. Who was found is at a desk already.
                  board &&
                  isAwaited(call, board) && <span className="self-center text-[calc(4.2*var(--u))]">{t("fetch")}</span>
                )}
              </li>
            ))}
          </ul>
          {!outage && (
            <p className="mt-[calc(1.2*var(--u))] text-[calc(3.8*var(--u))] leading-[1.3] text-balance">
              {t("passed")}
            </p>
          )}
        </div>
      )}
      <div className="flex-1" />
      {outage
        ? outage.isLong && (
            <p className="flex-none text-[calc(5.1*var(--u))] leading-[1.3] font-bold">{t("out.keep")}</p>
          )
        : arriving}
    </aside>
  );
}

type ArrivingProps = { permanence: NonNullable<RoomData["permanence"]>; zone: string; board: LiveBoard; now: Instant };

/**
 * What people who arrive now can expect: the wait, or alone that no number is given (stopped, or not before an hour);
 * nothing after the end.
 */
export function BoardArriving({ permanence, zone, board, now }: ArrivingProps) {
  const t = useTranslations("screen");
  const locale = useLocale();
  const { span, numbers } = permanence;
  if (span.end <= now) return null;
  if (numbers === "stopped") return <ArrivingNote>{t("stopped")}</ArrivingNote>;
  if (!takesWalkIns(permanence, now)) {
    const next = nextWalkInWindow(permanence, now);
    return (
      <ArrivingNote>
        {next ? t("walkInFrom", { hour: sayHour(next.span.start, zone, locale) }) : t("appointmentsOnly")}
      </ArrivingNote>
    );
  }
  if (isTooLateFor(board, span.end)) return <ArrivingNote>{t("tooLate")}</ArrivingNote>;
  return board.wait.state === "nobody" ? <ArrivingNote>{t("nobody")}</ArrivingNote> : <HowLong wait={board.wait} />;
}

const ArrivingNote = ({ children }: { children: string }) => (
  <p className="flex-none text-[calc(5.4*var(--u))] leading-[1.25] font-bold">{children}</p>
);

function HowLong({ wait }: { wait: Exclude<Wait, { state: "nobody" }> }) {
  const t = useTranslations("screen");
  const locale = useLocale();
  return (
    <div className="flex-none text-[calc(4.8*var(--u))] leading-[1.25]">
      <h2 className="text-[calc(4.8*var(--u))] leading-[1.25]">{t("arriving")}</h2>
      <p>{t("arrivingDo")}</p>
      <p>{waitText(wait, t, locale)}</p>
    </div>
  );
}

function waitText(
  wait: Exclude<Wait, { state: "nobody" }>,
  t: ReturnType<typeof useTranslations<"screen">>,
  locale: string,
): string {
  switch (wait.state) {
    case "range": {
      const { key, low, high } = sayRange(wait, locale);
      return t(key, { low, high });
    }
    case "unknown":
      return t("unknown");
    default:
      return assertNever(wait);
  }
}

/**
 * Rings a bell at each announced call, once somebody of the team has tapped « Son coupé »: browsers require a tap. To
 * the public it reads as a state.
 */
function BoardSound({ announced }: { announced: CalledNumber | undefined }) {
  const t = useTranslations("screen");
  const bell = useRef<Bell | undefined>(undefined);
  const [armed, setArmed] = useState(false);
  const call = announced && keyOf(announced);
  const last = useRef(call);
  useEffect(() => {
    if (call !== undefined && call !== last.current) bell.current?.ring();
    last.current = call;
  }, [call]);
  useEffect(() => () => bell.current?.close(), []);
  if (armed)
    return (
      <span className="text-room-hair">
        <Icon name="listen" className="size-[calc(5*var(--u))]" />
        <span className="sr-only">{t("soundOn")}</span>
      </span>
    );
  return (
    <button
      type="button"
      aria-label={t("soundArm")}
      className="flex min-h-14 items-center gap-3 px-2 text-[calc(2.6*var(--u))] text-white/75 outline-white"
      onClick={() => {
        bell.current = makeBell();
        bell.current.ring();
        setArmed(true);
      }}
    >
      <Icon name="muted" />
      {t("sound")}
    </button>
  );
}
