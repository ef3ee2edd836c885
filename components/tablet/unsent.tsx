import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/navigation.ts";
import { UnsentHere } from "./unsent-here.tsx";

/** The same with its words, for a page. */
export function Unsent({ me }: { me: string }) {
  const t = useTranslations("tablet.unsent");
  return (
    <UnsentHere
      me={me}
      list={getPathname({ href: "/conseiller", locale: useLocale() })}
      words={{ title: t("title"), kept: t("kept"), send: t("send") }}
    />
  );
}
