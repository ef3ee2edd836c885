import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/navigation.ts";
import { UnsentActsNotice } from "./unsent-acts-notice.tsx";

/** The same with its words, for a page. */
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
