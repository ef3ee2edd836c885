import { useTranslations } from "next-intl";
import type { LiveBoard, Wait } from "#lib/queue/board.ts";
import { never } from "#lib/result.ts";

/** How long one waits, in words; never one figure. Without a board nothing is known yet. */
export function WaitWords({ board }: { board: Pick<LiveBoard, "wait" | "alive"> | undefined }) {
  const t = useTranslations("place");
  if (board && !board.alive) return <p>{t("noNetwork")}</p>;
  const wait: Wait = board?.wait ?? { state: "unknown" };
  switch (wait.state) {
    case "nobody": return <p className="text-lg font-bold">{t("nobody")}</p>;
    case "unknown": return <p>{t("unknown")}</p>;
    case "range": return (
      <p>
        {t("ifYouCome")}
        <br />
        <strong className="text-xl">{wait.low === 0 ? t("under", { high: wait.high }) : t("range", { low: wait.low, high: wait.high })}</strong>
      </p>
    );
    default: return never(wait);
  }
}
