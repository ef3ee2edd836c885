import { useLocale, useTranslations } from "next-intl";
import { isTooLateFor } from "#lib/queue/wait/before-closing.ts";
import type { LiveBoard, Wait } from "#lib/queue/board/board.ts";
import { never } from "#lib/result.ts";
import { nextWalkInWindow, takesWalkIns } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { sayRange } from "#lib/time/say-duration.ts";
import type { RoomShown } from "./board-room.ts";

type Given = { permanence: NonNullable<RoomShown["permanence"]>; zone: string; board: LiveBoard; now: Instant };

/** What whoever comes in now may expect. Where no number is to be had that alone is said (none any more, none before an hour), and after the end nothing: no wait that nobody should wait. */
export function BoardArriving({ permanence, zone, board, now }: Given) {
  const t = useTranslations("screen");
  const locale = useLocale();
  const { span, numbers } = permanence;
  if (span.end <= now) return null;
  if (numbers === "stopped") return <Alone>{t("stopped")}</Alone>;
  if (!takesWalkIns(permanence, now)) {
    const next = nextWalkInWindow(permanence, now);
    return (
      <Alone>{next ? t("walkInFrom", { hour: sayHour(next.span.start, zone, locale) }) : t("appointmentsOnly")}</Alone>
    );
  }
  if (isTooLateFor(board, span.end)) return <Alone>{t("tooLate")}</Alone>;
  return board.wait.state === "nobody" ? <Alone>{t("nobody")}</Alone> : <HowLong wait={board.wait} />;
}

const Alone = ({ children }: { children: string }) => (
  <p className="flex-none text-[calc(5.4*var(--u))] leading-[1.25] font-bold">{children}</p>
);

function HowLong({ wait }: { wait: Exclude<Wait, { state: "nobody" }> }) {
  const t = useTranslations("screen");
  const locale = useLocale();
  return (
    <div className="flex-none text-[calc(4.8*var(--u))] leading-[1.25]">
      <p className="font-bold">{t("arriving")}</p>
      <p>{t("arrivingDo")}</p>
      <p>{said(wait, t, locale)}</p>
    </div>
  );
}

function said(
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
      return never(wait);
  }
}
