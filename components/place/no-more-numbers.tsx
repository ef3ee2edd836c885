import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";

/** On the card of a half-day where no numbers are given any more: that first, then what else to do. */
export function NoMoreNumbers({ call }: { call: string | undefined }) {
  const t = useTranslations("place");
  return (
    <div>
      <p className="flex items-center gap-2 font-bold"><Icon name="warning" size={22} />{t("stopped")}</p>
      <p>{t("stoppedDo")}</p>
      <p>{t("stoppedKeep")}</p>
      {call !== undefined && <CallLink phone={call} />}
    </div>
  );
}
