import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { JournalEntry } from "#lib/access/journal.ts";
import { EntryPages } from "./entry-pages.tsx";
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
      <EntryPages href={href} before={before} next={next} />
    </>
  );
}
