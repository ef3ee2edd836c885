import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { WaitTime } from "#components/wait-time.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { PostForm } from "./post-form.tsx";

type OpenLine = {
  readonly permanence: Permanence;
  readonly place: string;
  readonly board?: ToldBoard & { readonly waiting: number };
  /** The idempotency key of the next number that is given there; missing where none is given. */
  readonly numberKey?: string;
};

/**
 * All lines at a glance: where, how many people wait, how long one would wait, when it opens or should have, and help
 * for who is there.
 */
export function OpenLines({ lines, now }: { lines: readonly OpenLine[]; now: Instant }) {
  const t = useTranslations("staff.reception.lines");
  return (
    <section aria-labelledby="attente" className="grid gap-3">
      <h2 id="attente">{t("title")}</h2>
      {lines.length === 0 && <p>{t("none")}</p>}
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
        {lines.map(({ permanence, place, board, numberKey }) => (
          <li key={permanence.id} className="grid content-start gap-1 rounded-card border-2 border-hair bg-card p-3">
            <PageLink
              href={`/conseiller/permanences/${permanence.id}`}
              className="inline-flex min-h-target items-center font-bold"
            >
              <FrenchText text={place} />
            </PageLink>
            {board ? (
              <>
                <p>{t("waiting", { count: board.waiting })}</p>
                <WaitTime board={board} permanence={permanence} />
              </>
            ) : (
              <Opening permanence={permanence} now={now} />
            )}
            {numberKey !== undefined && (
              <div className="mt-2">
                {" "}
                <PostForm
                  act="donner"
                  fields={{ permanence: permanence.id, key: numberKey }}
                  look="ghost"
                  label={t("giveAt", { place })}
                >
                  {t("give")}
                </PostForm>
              </div>
            )}
            <PageLink
              href={`/conseiller/permanences/${permanence.id}/aide`}
              className="inline-flex min-h-target items-center gap-2 justify-self-start font-bold text-alert"
              aria-label={t("helpAt", { place })}
            >
              <Icon name="warning" size={22} />
              {t("help")}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Opening({ permanence: { span, timeZone }, now }: { permanence: Permanence; now: Instant }) {
  const t = useTranslations("staff.reception.lines");
  const locale = useLocale();
  const hour = sayHour(span.start, timeZone, locale);
  return span.start > now ? (
    <p>{t("opensAt", { hour })}</p>
  ) : (
    <p className="flex items-start gap-2 font-bold">
      <Icon name="warning" size={22} />
      {t("lateAt", { hour })}
    </p>
  );
}
