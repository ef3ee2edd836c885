import { useTranslations } from "next-intl";
import { DeadEnd } from "#components/ui/dead-end.tsx";

/** Said when an address was once good: what happened, and what to do. */
export function Revoked() {
  const t = useTranslations("share.revoked");
  return <DeadEnd title={t("title")} sentences={[t("what"), t("do")]} margins />;
}
