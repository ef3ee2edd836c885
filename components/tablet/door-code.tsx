import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { useTablet } from "./tablet-context.ts";

/** The code at the door: who scans it takes a number on the phone and follows it there. */
export function DoorCode({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.doorCode");
  const { site, state } = useTablet();
  return (
    <Dialog label={t("title")} onClose={onClose} className="text-center">
      <div className="grid justify-items-center gap-4">
        <h2>{t("title")}</h2>
        <QrCode text={site.doorAddress} label={t("alt")} className="w-[min(24rem,70vw,60vh)]" />
        <p className="font-bold">{t("lead")}</p>
        {state.numbers !== "given" && <p className="text-soft">{t("notYet")}</p>}
        <Button look="ghost" className="w-full" onClick={onClose}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
