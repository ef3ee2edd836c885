import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { JournalEntry } from "#lib/wire/journal.ts";
import { JournalEntries } from "./journal-entries.tsx";

type Props = {
  href: string;
  /** What leads to the page that is shown, and to the next. */
  before: string | undefined;
  next: string | undefined;
  entries: readonly JournalEntry[];
  timeZone: string;
};

/** The entries of a history, and links to newer and older ones. */
export function HistoryPages({ href, before, next, entries, timeZone }: Props) {
  const t = useTranslations("staff.history");
  return (
    <>
      <p className="text-soft">{t("lead")}</p>
      {entries.length === 0 && <Notice>{t("none")}</Notice>}
      <JournalEntries entries={entries} timeZone={timeZone} />
      {(before !== undefined || next !== undefined) && (
        <nav aria-label={t("pages")} className="flex flex-wrap justify-between gap-3">
          {before !== undefined && (
            <PageLink href={href} className={buttonClass("ghost")}>
              {t("newest")}
            </PageLink>
          )}
          {next !== undefined && (
            <PageLink href={`${href}?avant=${next}`} rel="next" className={`${buttonClass("ghost")} ms-auto`}>
              {t("older")}
            </PageLink>
          )}
        </nav>
      )}
    </>
  );
}
