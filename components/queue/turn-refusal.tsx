import { useTranslations } from "next-intl";
import { requestWording } from "#components/wording.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import type { RequestRefusal } from "#lib/wire/problem.ts";

type Given = { refusal: string | undefined; wanted: "away" | "leave"; follow: Pick<Follow, "state" | "awayUntil"> };

/**
 * What she asked of the page of her number was not done, or nobody knows: why, and what to do. Nothing where the page shows that it
 * was done after all, or that her turn has come meanwhile.
 */
export function TurnRefusal({ refusal, wanted, follow }: Given) {
  const t = useTranslations("turn");
  const sentences = useTranslations("refusals");
  if (follow.state !== "waiting" && follow.state !== "absent") return null;
  if (wanted === "away" && follow.awayUntil !== undefined) return null;
  const said = (): string => {
    if (refusal !== undefined && Object.hasOwn(requestWording, refusal))
      return sentences(requestWording[refusal as RequestRefusal]);
    if (wanted === "leave") return t("notLeft");
    return refusal === "away-enough" ? sentences("awayEnough") : t("away.refused");
  };
  return (
    <div className="p-4">
      <Notice tone="warn" live="alert">
        {said()}
      </Notice>
    </div>
  );
}
