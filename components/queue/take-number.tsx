import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { WaitWords } from "#components/wait-words.tsx";
import { isTooLateFor } from "#lib/queue/wait/before-closing.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { sayHour } from "#lib/time/say.ts";

type Given = { permanence: Permanence; board: ToldBoard | undefined; action: string; idempotencyKey: string };

/** One big button; nothing is asked before the number. The key makes two taps one number. Where too many wait already, an hour on another day comes first. */
export function TakeNumber({ permanence, board, action, idempotencyKey }: Given) {
  const { id, span, timeZone } = permanence;
  const t = useTranslations("door");
  const hours = useTranslations("place");
  const locale = useLocale();
  const tooLate = isTooLateFor(board, span.end);
  const booked = (
    <p className="flex items-center gap-3">
      <Icon name="calendar" />
      {t("appointment")}
    </p>
  );
  return (
    <>
      <div className="text-center">
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg">
          {hours("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
        </p>
        <WaitWords board={board} permanence={permanence} />
      </div>
      {tooLate && (
        <PageLink href="/rendez-vous" className={`${buttonClass()} w-full`}>
          <Icon name="calendar" />
          {t("stopped.go")}
        </PageLink>
      )}
      {!tooLate && booked}
      <form method="post" action={action}>
        <input type="hidden" name="permanence" value={id} />
        <input type="hidden" name="key" value={idempotencyKey} />
        {tooLate ? (
          <button type="submit" className={`${buttonClass("ghost")} w-full`}>
            <Icon name="number" />
            {t("takeAnyway")}
          </button>
        ) : (
          <button type="submit" className={`${buttonClass()} min-h-32 w-full flex-col text-[1.56rem]`}>
            <Icon name="number" size={64} />
            {t("take")}
          </button>
        )}
      </form>
      {tooLate && booked}
      <ul className="grid gap-2.5">
        <li className="flex items-center gap-3">
          <Icon name="check" />
          {t("free")}
        </li>
        <li className="flex items-center gap-3">
          <Icon name="telephone" />
          {t("after")}
        </li>
      </ul>
      {/* Scanned again because the page of her number is gone: a second one would cost somebody a place. */}
      <p className="text-soft">{t("already")}</p>
    </>
  );
}
