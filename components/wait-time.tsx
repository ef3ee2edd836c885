import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "./ui/icon.tsx";
import { PageLink } from "./ui/page-link.tsx";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import type { ToldBoard, Wait } from "#lib/queue/board/board.ts";
import { assertNever } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { sayHour } from "#lib/time/say.ts";
import { sayRange } from "#lib/time/say-duration.ts";

/**
 * The waiting time as a range, never one figure. When the wait is longer than the half-day only that is said, so that
 * nobody waits for nothing; `book`: with a link to book, or with what to do `instead`. Without a board nothing is
 * shown.
 */
export function WaitTime({
  board,
  permanence: { span, timeZone },
  book = false,
  instead,
}: {
  board: ToldBoard | undefined;
  permanence: Pick<Permanence, "span" | "timeZone">;
  book?: boolean;
  instead?: ReactNode;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  if (board && !board.alive) return <p>{t("noNetwork")}</p>;
  if (isTooLateFor(board, span.end))
    return (
      <div className="text-lg font-bold">
        <p className="flex items-start gap-2">
          <Icon name="warning" size={26} />
          <span>{t("tooLate", { hour: sayHour(span.end, timeZone, locale) })}</span>
        </p>
        {instead}
        {book && instead === undefined && (
          <p>
            <PageLink href="/rendez-vous" className="inline-flex min-h-target items-center">
              {t("tooLateDo")}
            </PageLink>
          </p>
        )}
      </div>
    );
  const wait: Wait = board?.wait ?? { state: "unknown" };
  switch (wait.state) {
    case "nobody":
      return <p className="text-lg font-bold">{t("nobody")}</p>;
    case "unknown":
      return <p>{t("unknown")}</p>;
    case "range":
      return (
        <p>
          {t("ifYouCome")}
          <br />
          <strong className="text-xl">
            <Range {...wait} />
          </strong>
        </p>
      );
    default:
      return assertNever(wait);
  }
}

/** « 20 à 40 minutes d’attente ». */
export function Range(wait: { low: number; high: number }) {
  const t = useTranslations("place");
  const { key, low, high } = sayRange(wait, useLocale());
  return t(key, { low, high });
}
