import { useTranslations } from "next-intl";
import { useState } from "react";
import { ArrangeDesks } from "#components/tablet/line/arrange-desks.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { TurnAwayButton } from "#components/tablet/door/turn-away.tsx";
import { BigButton } from "#components/tablet/act-button.tsx";
import { freeDesks } from "#components/tablet/screen.ts";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { ActNotices } from "#components/tablet/act-notices.tsx";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { ReportsLink } from "./reports-link.tsx";

/** The permanence is open and the conseiller has no desk: the free desks, the door, and who leaves without a number. */
export function ChooseDesk({ toDoor }: { toDoor: () => void }) {
  const t = useTranslations("tablet.desk");
  const door = useTranslations("tablet.door");
  const menu = useTranslations("tablet.menu");
  const desks = useTranslations("tablet.desks");
  const [arranging, arrange] = useState(false);
  const { state, site, act } = useTablet();
  const networkActProps = useDisabled();
  const free = freeDesks(state, site.me);
  return (
    <div className="mx-auto grid w-full max-w-3xl flex-1 content-center gap-5 p-6 text-center">
      <h1 {...stateHeading}>{free.length === 0 ? t("none") : t("title")}</h1>
      {free.length === 0 && <p className="text-soft">{t("noneDo")}</p>}
      {free.map((desk) => (
        <BigButton
          key={desk}
          look={desk === site.plannedDesk ? "full" : "ghost"}
          detail={desk === site.plannedDesk ? t("planned") : undefined}
          {...networkActProps}
          actKey={`take ${desk} of ${free.join()}`}
          onAct={() => act({ type: "take-desk", desk, conseiller: site.me })}
        >
          {t("name", { desk })}
        </BigButton>
      ))}
      {site.arranges && (
        <BigButton look="plain" {...networkActProps} actKey="desks" onAct={() => arrange(true)}>
          {menu("desks")}
        </BigButton>
      )}
      <BigButton look="plain" actKey="to the door" onAct={toDoor}>
        {door("title")}
      </BigButton>
      <TurnAwayButton />
      <ReportsLink />
      <ActNotices />
      {arranging && (
        <TabletDialog label={desks("title")} onClose={() => arrange(false)} className="text-start">
          <ArrangeDesks onClose={() => arrange(false)} />
        </TabletDialog>
      )}
    </div>
  );
}
