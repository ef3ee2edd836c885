import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { WhoIsThere } from "#lib/booking/own-disruption.ts";

/** `plan`: where whoever reads it plans people there; undefined where they may not. */
type Props = { there: WhoIsThere; plan: string | undefined };

/** That nobody is there at a half-day, and what one does about it; nothing where somebody is. */
export function NobodyThere({ there: { people, missing, isAway }, plan }: Props) {
  const t = useTranslations("staff.disruption.own.again");
  if (people > 0 || missing === 0) return null;
  return (
    <Notice tone="warn">
      <p>{t("nobody", { count: missing })}</p>
      <p className="flex flex-wrap gap-3 pt-3 empty:hidden">
        {isAway && (
          <PageLink href="/conseiller/absence" className={buttonClass("ghost")}>
            {t("removeAbsence")}
          </PageLink>
        )}
        {plan !== undefined && (
          <PageLink href={plan} className={buttonClass("ghost")}>
            {t("plan")}
          </PageLink>
        )}
      </p>
    </Notice>
  );
}
