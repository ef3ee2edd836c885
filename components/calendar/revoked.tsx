import { useTranslations } from "next-intl";

/** Said when an address was once good: what happened, and what to do. */
export function Revoked() {
  const t = useTranslations("share.revoked");
  return (
    <div className="mx-auto grid max-w-2xl gap-3 px-4 py-8">
      <h1>{t("title")}</h1>
      <p>{t("what")}</p>
      <p className="font-bold">{t("do")}</p>
    </div>
  );
}
