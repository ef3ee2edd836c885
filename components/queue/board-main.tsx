import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { pictureName } from "#lib/queue/line/picture.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { keyOf, type Call } from "./board-announcements.ts";
import { NoCall } from "./board-no-call.tsx";
import type { RoomPhase } from "./board-phase.ts";
import type { RoomShown } from "./board-room.ts";
import { BoardSentences } from "./board-sentences.tsx";

type Given = {
  room: RoomShown;
  phase: RoomPhase;
  board: LiveBoard | undefined;
  call: Call | undefined;
  staleSince: Instant | undefined;
  now: Instant;
};

/** A screen that has heard nothing this long cannot be trusted with calls: people listen instead (DESIGN, Offline). */
const LISTEN_AFTER = 3 * MINUTE;

/** The large side: whose turn it is, or what to do until there is a call; below, how the order works. */
export function BoardMain({ room, phase, board, call, staleSince, now }: Given) {
  const t = useTranslations("screen");
  const rules = useTranslations("rules");
  const silent = board?.alive === false;
  const alone = staleSince !== undefined && now - staleSince > LISTEN_AFTER;
  return (
    <main className="flex min-h-0 flex-col px-[calc(6.5*var(--u))] py-[calc(5*var(--u))]">
      <h1 className="sr-only">{t("title", { place: room.place })}</h1>
      <div
        aria-live="polite"
        className={`grid flex-1 content-start ${staleSince !== undefined || silent ? "opacity-40 grayscale" : ""}`}
      >
        {call && phase === "calls" ? (
          <CallShown key={keyOf(call)} call={call} />
        ) : (
          <NoCall room={room} phase={phase} now={now} />
        )}
      </div>
      <div className="min-h-[calc(17*var(--u))] content-end text-[calc(6.2*var(--u))] leading-[1.25] font-semibold">
        {silent || alone ? (
          <Warning icon="no-network">{silent ? rules("noNetwork") : t("stay")}</Warning>
        ) : (
          <BoardSentences board={board} />
        )}
      </div>
    </main>
  );
}

/** Another call is another element, so that the whole of it is spoken, and not only a table that differs. */
function CallShown({ call }: { call: Call }) {
  const t = useTranslations("screen");
  const pictures = useTranslations("pictures");
  return (
    <div className="[--hole:var(--color-room)]">
      <p className="flex items-center gap-[calc(5*var(--u))] text-turn">
        <span className="number text-[calc(37*var(--u))]">{call.number}</span>
        <span className="grid justify-items-center gap-[calc(1*var(--u))]">
          <Pictogram picture={call.picture} className="size-[calc(25*var(--u))]" />
          <span className="text-[calc(5*var(--u))] leading-none font-bold text-white">
            {pictures(pictureName(call.picture))}
          </span>
        </span>
      </p>
      <p className="mt-[calc(4*var(--u))] leading-none font-bold">
        <span className="block text-[calc(6.2*var(--u))]">{t("go")} </span>
        <span className="mt-[calc(1.5*var(--u))] block text-[calc(15*var(--u))] font-extrabold">
          {t("goTable", { desk: call.desk })}
        </span>
      </p>
    </div>
  );
}

const Warning = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <p
    role="alert"
    className="flex items-center gap-[calc(3*var(--u))] border-s-[calc(1*var(--u))] border-turn ps-[calc(3*var(--u))] text-[calc(5*var(--u))]"
  >
    <Icon name={icon} className="size-[calc(9*var(--u))] text-turn" />
    <span>{children}</span>
  </p>
);
