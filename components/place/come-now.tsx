import { useLocale, useTranslations } from "next-intl";
import { WaitWords } from "#components/wait-words.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { walkInAt } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";
import { contains } from "#lib/time/interval.ts";
import { sayHour } from "#lib/time/say.ts";

/** What a person who comes now, without appointment, finds: a wait, a later hour, or appointments only. `book`: where too many wait, the way to an hour stands here. */
export function ComeNow({
  permanence,
  board,
  now,
  book = false,
}: {
  permanence: Permanence;
  board: ToldBoard | undefined;
  now: Instant;
  book?: boolean;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const walkIn = walkInAt(permanence, now);
  if (walkIn.state === "no") return <p className="font-bold">{t("appointment")}</p>;
  if (walkIn.state === "now") {
    return (
      <>
        <WaitWords board={board} permanence={permanence} book={book} />
        {/* Opened by a person, and silent since: only the wait is not known. */}
        {board && !board.alive && <p className="font-bold">{t("stillOpen")}</p>}
      </>
    );
  }
  const hour = sayHour(walkIn.at, permanence.timeZone, locale);
  const booked = permanence.windows.some(({ mode, span }) => mode === "appointment" && contains(span, now));
  return (
    <div className="font-bold">
      {booked && <p>{t("appointmentBefore", { hour })}</p>}
      <p>{t("thenWalkIn", { hour })}</p>
    </div>
  );
}
