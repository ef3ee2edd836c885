import { useTranslations } from "next-intl";
import { QrCode } from "#components/ui/qr-code.tsx";

/**
 * A new sign-in link for a colleague: to show as a QR code, or to read from the screen. `minutes`: for which it can be
 * used.
 */
export function LinkToGive({ link, minutes }: { link: string; minutes: number }) {
  const t = useTranslations("staff.people");
  return (
    <section aria-labelledby="link" className="grid gap-3 rounded-card border-2 border-accent bg-card p-4">
      <h2 id="link">{t("linkReady")}</h2>
      <p>{t("linkHow", { minutes })}</p>
      <QrCode text={link} label={t("linkQr")} className="w-60 max-w-full rounded-card text-black" />
      <p className="font-bold break-all" dir="ltr">
        {link}
      </p>
      <p className="text-soft">{t("linkShown")}</p>
    </section>
  );
}
