import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { useTablet } from "./tablet-context.ts";

/** The half-day is over: nothing to do here any more. */
export function Over() {
  const t = useTranslations("tablet.over");
  const { site } = useTablet();
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-6 p-6 text-center">
      <h1>{t("title")}</h1>
      <a href={site.home} className={buttonClass()}>
        {t("back")}
      </a>
    </div>
  );
}
