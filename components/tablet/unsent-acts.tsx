import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/routing.ts";
import { UnsentActsNotice } from "./unsent-acts-notice.tsx";

/** `UnsentActsNotice` with translated labels, for server-rendered pages. */
export function UnsentActs({ me }: { me: string }) {
  const t = useTranslations("tablet.unsent");
  return (
    <UnsentActsNotice
      me={me}
      list={getPathname({ href: "/conseiller", locale: useLocale() })}
      labels={{ title: t("title"), kept: t("kept"), send: t("send") }}
    />
  );
}
