import { useTranslations } from "next-intl";
import type { Instant } from "#lib/time/instant.ts";
import { ColleaguesActsNotice } from "./colleagues-acts-notice.tsx";

/** `ColleaguesActsNotice` with translated labels, for server-rendered pages. */
export function ColleaguesActs({ me, serverTime }: { me: string; serverTime: Instant }) {
  const t = useTranslations("tablet.unsent.colleagues");
  return <ColleaguesActsNotice me={me} serverTime={serverTime} labels={{ sent: t("sent"), held: t("held") }} />;
}
