import { useTranslations } from "next-intl";

/**
 * How many people keep their hour; that no appointment changes where nobody is booked; nothing where everybody has
 * another hour.
 */
export function KeptWords({ kept, others }: { kept: number; others: number }) {
  const t = useTranslations("staff.disruption");
  return kept > 0 ? t("keep", { count: kept }) : others > 0 ? null : t("noneChanges");
}
