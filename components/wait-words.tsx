import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { isTooLateFor } from "#lib/queue/before-closing.ts";
import type { ToldBoard, Wait } from "#lib/queue/board.ts";
import { never } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayRange } from "#lib/time/say-duration.ts";

/** How long one waits, in words; never one figure; and that it is too long for the `end` of the half-day, with what else to do where the page has no other place for it (`book`). Without a board nothing is known yet. */
export function WaitWords({ board, end, book = false }: { board: ToldBoard | undefined; end: Instant; book?: boolean }) {
  const t = useTranslations("place");
  if (board && !board.alive) return <p>{t("noNetwork")}</p>;
  const wait: Wait = board?.wait ?? { state: "unknown" };
  switch (wait.state) {
    case "nobody": return <p className="text-lg font-bold">{t("nobody")}</p>;
    case "unknown": return <p>{t("unknown")}</p>;
    case "range": return (
      <>
        <p>
          {t("ifYouCome")}
          <br />
          <strong className="text-xl"><Range {...wait} /></strong>
        </p>
        {isTooLateFor(board, end) && <p className="font-bold">{t("tooLate")}{book && <>{" "}<PageLink href="/rendez-vous">{t("tooLateDo")}</PageLink></>}</p>}
      </>
    );
    default: return never(wait);
  }
}

function Range(wait: { low: number; high: number }) {
  const t = useTranslations("place");
  const { key, low, high } = sayRange(wait, useLocale());
  return t(key, { low, high });
}
