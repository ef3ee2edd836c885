import { useTranslations } from "next-intl";
import { useTablet } from "./tablet-context.ts";

/** Whom a booked person asked for, as this tablet says it: its own conseiller, or the table where the other one sits. Undefined when that one is at no table. */
export function useWanted(): (wanted: string | undefined) => string | undefined {
  const t = useTranslations("tablet.line");
  const { state, site } = useTablet();
  return (wanted) => {
    if (wanted === undefined) return undefined;
    if (wanted === site.me) return t("wantsMe");
    const desk = state.desks.find(({ conseiller, state: presence }) => conseiller === wanted && presence !== "left");
    return desk && t("wantsTable", { desk: desk.number });
  };
}
