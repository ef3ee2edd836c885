import { useTranslations } from "next-intl";

/** The id of what the skip link of a page leads to. */
export const CONTENT = "contenu";

/** The first stop of a page, visible when focused: it leads past the header, to the element with the id `CONTENT`. */
export function SkipLink() {
  const t = useTranslations("site");
  return (
    <a
      href={`#${CONTENT}`}
      className="sr-only bg-ink font-bold text-white focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-20 focus:inline-flex focus:min-h-target focus:items-center focus:rounded-control focus:px-4"
    >
      {t("skip")}
    </a>
  );
}
