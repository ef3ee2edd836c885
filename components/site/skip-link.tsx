import { useTranslations } from "next-intl";

/** Seen when it has the focus: the first Tab of a page leads past the header. */
export function SkipLink({ to }: { to: string }) {
  const t = useTranslations("site");
  return (
    <a
      href={`#${to}`}
      className="sr-only bg-ink font-bold text-white focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-20 focus:inline-flex focus:min-h-target focus:items-center focus:rounded-control focus:px-4"
    >
      {t("skip")}
    </a>
  );
}
