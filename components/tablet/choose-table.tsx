import { useTranslations } from "next-intl";
import { BigButton } from "./big-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { freeTables } from "./screen-of.ts";
import { useTablet } from "./tablet-context.ts";
import { ToldSentences } from "./told-sentences.tsx";

/** The permanence is open and she sits nowhere yet. */
export function ChooseTable() {
  const t = useTranslations("tablet.table");
  const { state, site, act, alone } = useTablet();
  const free = freeTables(state, site.me);
  return (
    <div className="mx-auto grid w-full max-w-3xl flex-1 content-center gap-5 p-6 text-center">
      <h1>{free.length === 0 ? t("none") : t("title")}</h1>
      {free.length === 0 && <p className="text-soft">{t("noneDo")}</p>}
      {free.map((desk) => (
        <BigButton key={desk} look={desk === site.plannedTable ? "full" : "ghost"} detail={desk === site.plannedTable ? t("planned") : undefined} disabled={alone} aria-describedby={alone ? NETWORK_REASON : undefined} does={`take ${desk} of ${free.join()}`} onAct={() => act({ type: "take-desk", desk, conseiller: site.me })}>
          {t("name", { desk })}
        </BigButton>
      ))}
      <ToldSentences />
    </div>
  );
}
