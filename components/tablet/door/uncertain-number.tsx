import { useTranslations } from "next-intl";
import { useIsUncertain } from "#components/tablet/use-hand.ts";

/** Says of a number beyond the lent ones that somebody else may have it by now. */
export function UncertainNumber({ number }: { number: number }) {
  const t = useTranslations("tablet.door");
  return useIsUncertain(number) ? <p className="font-bold">{t("uncertain", { number })}</p> : null;
}
