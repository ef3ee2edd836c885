import { useLocale, useTranslations } from "next-intl";
import { WaitWords } from "#components/wait-words.tsx";
import type { ToldBoard } from "#lib/queue/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { walkInAt } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";

/** What a person who comes now, without appointment, finds: a wait, a later hour, or nothing any more. */
export function ComeNow({ permanence, board, now }: { permanence: Permanence; board: ToldBoard | undefined; now: Instant }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const walkIn = walkInAt(permanence, now);
  if (permanence.numbers === "stopped") return <p><strong>{t("stopped")}</strong><br />{t("stoppedDo")}</p>;
  if (walkIn.state === "from") return <p className="font-bold">{t("walkInFrom", { hour: sayHour(walkIn.at, permanence.timeZone, locale) })}</p>;
  if (walkIn.state === "no") return <p className="font-bold">{t("appointment")}</p>;
  return <WaitWords board={board} end={permanence.span.end} />;
}
