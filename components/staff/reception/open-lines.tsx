import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { WaitTime } from "#components/wait-time.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { sayHour } from "#lib/time/say.ts";

type Line = {
  readonly permanence: Permanence;
  readonly place: string;
  readonly board?: ToldBoard & { readonly waiting: number };
};

/** All lines at a glance: where, how many people wait, how long one would wait, and help for who is there. */
export function OpenLines({ lines }: { lines: readonly Line[] }) {
  const [t, locale] = [useTranslations("staff.reception.lines"), useLocale()];
  return (
    <section aria-labelledby="attente" className="grid gap-3">
      <h2 id="attente">{t("title")}</h2>
      {lines.length === 0 && <p>{t("none")}</p>}
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
        {lines.map(({ permanence, place, board }) => (
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
              <p>{t("opensAt", { hour: sayHour(permanence.span.start, permanence.timeZone, locale) })}</p>
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
