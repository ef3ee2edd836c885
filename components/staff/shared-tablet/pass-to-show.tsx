import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { DigitsToRead } from "./digits-to-read.tsx";

/**
 * The QR code and the six digits that open the tablet of one half-day, large enough to be scanned from another screen,
 * or on paper.
 */
export function TabletPass({ pass }: { pass: { readonly code: string; readonly address: string } }) {
  const t = useTranslations("staff.tablet");
  const locale = useLocale() as Locale;
  const page = new URL(getPathname({ href: "/tablette", locale }), pass.address);
  return (
    <Card as="div" className="flex flex-wrap items-center gap-6">
      <QrCode text={pass.address} label={t("qr")} className="size-56 flex-none" />
      <div className="grid flex-1 basis-56 gap-3">
        <DigitsToRead code={pass.code} />
        <p>
          {t.rich("scanOr", {
            address: () => (
              <bdi dir="ltr" className="block font-bold wrap-anywhere">
                {`${page.host}${page.pathname}`}
              </bdi>
            ),
          })}
        </p>
        <PrintButton label={t("print")} />
      </div>
    </Card>
  );
}
