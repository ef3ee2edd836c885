import { useTranslations } from "next-intl";

/** Seen when it has the focus: the first Tab of a page leads past the header. */
export function SkipLink({ to }: { to: string }) {
  const t = useTranslations("site");
  return (
    <a href={`#${to}`} className="fixed start-2 top-2 z-20 inline-flex min-h-target -translate-y-24 items-center rounded-control bg-ink px-4 font-bold text-white focus:translate-y-0">
      {t("skip")}
    </a>
  );
}
