import { useTranslations } from "next-intl";
import { useState } from "react";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { AskedAbout } from "./line/asked-about.tsx";
import { AtMyTable } from "./table/at-my-table.tsx";
import { LineSide } from "./line/line-side.tsx";
import { useTablet } from "./tablet-context.ts";

/** At work: the line on one side, the person at her table on the other. On a phone the table comes first. */
export function Running({ desk }: { desk: number }) {
  const t = useTranslations("tablet");
  const { state, site } = useTablet();
  const [asked, ask] = useState<string>();
  const quiet = occupantOf(state, desk)?.state === "serving";
  return (
    <div className="relative flex min-h-0 flex-1 flex-col-reverse md:grid md:grid-cols-[minmax(16rem,21rem)_1fr]">
      <h1 className="sr-only">{t("title", { place: site.place })}</h1>
      <LineSide desk={desk} quiet={quiet} onChoose={ask} />
      <AtMyTable desk={desk} />
      <AskedAbout visit={asked} desk={desk} onClose={() => ask(undefined)} />
    </div>
  );
}
