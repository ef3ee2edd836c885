import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

type Props = {
  /** The address of the newest entries. */
  href: string;
  /** What leads to the page that is shown, and to the next. */
  before: string | undefined;
  next: string | undefined;
};

/** Links to the newest entries and to older ones. */
export function EntryPages({ href, before, next }: Props) {
  const t = useTranslations("staff.journal");
  if (before === undefined && next === undefined) return null;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap justify-between gap-3">
      {before !== undefined && (
        <PageLink href={href} className={buttonClass("ghost")}>
          {t("newest")}
        </PageLink>
      )}
      {next !== undefined && (
        <PageLink
          href={`${href}${href.includes("?") ? "&" : "?"}avant=${next}`}
          rel="next"
          className={`${buttonClass("ghost")} ms-auto`}
        >
          {t("older")}
        </PageLink>
      )}
    </nav>
  );
}
