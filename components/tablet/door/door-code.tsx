import { useTranslations } from "next-intl";
import { QrCode } from "#components/ui/qr-code.tsx";
import { ActButton } from "#components/tablet/act-button.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";

/** The QR code of the door: whoever scans it takes a number on their phone and follows it there. */
export function DoorCode({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.doorCode");
  const { site, state } = useTablet();
  return (
    <TabletDialog label={t("title")} onClose={onClose} className="text-center">
      <div className="grid justify-items-center gap-4">
        <h2>{t("title")}</h2>
        <QrCode text={site.doorAddress} label={t("alt")} className="w-[min(24rem,70vw,60vh)]" />
        <p className="font-bold">{t("lead")}</p>
        {state.numbers !== "given" && <p className="text-soft">{t("notYet")}</p>}
        <ActButton look="ghost" className="w-full" actKey="close" onAct={onClose}>
          {t("close")}
        </ActButton>
      </div>
    </TabletDialog>
  );
}
