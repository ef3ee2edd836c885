import { useTranslations } from "next-intl";
import { CARDS, type NumberRange } from "#lib/queue/line/cards.ts";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * Which cards are printed, on a screen alone: those of the door, or those that a tablet gives without network. `page`:
 * their address; `shown`: those below.
 */
export function CardChoices({ page, shown }: { page: string; shown: NumberRange }) {
  const t = useTranslations("cards");
  const sheet = useTranslations("paperSheet");
  const links = (ranges: readonly NumberRange[]) => (
    <ul className="flex flex-wrap gap-x-6">
      {ranges.map(({ first, last }) => (
        <li key={`${first} ${last}`}>
          <PageLink
            href={`${page}?de=${first}&a=${last}`}
            aria-current={first === shown.first && last === shown.last ? "page" : undefined}
            className="inline-flex min-h-target items-center font-bold aria-[current]:no-underline"
          >
            {sheet("sheet", { from: first, to: last })}
          </PageLink>
        </li>
      ))}
    </ul>
  );
  return (
    <nav aria-label={t("which")} className="grid w-full max-w-[210mm] gap-2 print:hidden">
      <p>{t("door")}</p>
      {links(CARDS.door)}
      <p>{t("lent")}</p>
      {links(CARDS.lent)}
    </nav>
  );
}
