import { useTranslations } from "next-intl";
import type { ServingVisit, UncalledVisit } from "#lib/queue/visit.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { Awaited } from "./awaited.tsx";
import { BigButton } from "./big-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { PersonHeading } from "./person-heading.tsx";
import { ServedActs } from "./served-acts.tsx";
import { TableSide } from "./table-side.tsx";
import { useTablet } from "./tablet-context.ts";

/** The person at her table: since when, how long it usually takes, and how it ends. */
export function PersonServed({ visit, next }: { visit: ServingVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { act, alone, now, site } = useTablet();
  const minutes = minutesBetween(visit.startedAt, now);
  const planned = visit.topic === undefined ? undefined : site.topicMinutes[visit.topic];
  const since = planned === undefined ? t("serving", { minutes }) : t("servingPlanned", { minutes, planned });
  const finish = { type: "finish", visit: visit.id } as const;
  return (
    <TableSide
      label={since}
      person={<PersonHeading visit={visit} line={minutes < 1 ? t("justNow") : since} />}
      acts={
        <>
          <Awaited desk={visit.desk} />
          <ServedActs visit={visit} />
          <div className={next ? "grid gap-3.5 lg:grid-cols-[1fr_2fr]" : "grid"}>
            <BigButton look="ghost" className={next ? "max-lg:order-2" : ""} detail={next && t("finishOnly")} does={`finish ${visit.id}`} onAct={() => act(finish)}>{t("finish")}</BigButton>
            {next && (
              <BigButton disabled={alone} aria-describedby={alone ? NETWORK_REASON : undefined} does={`finish ${visit.id} call ${next.id}`} onAct={() => act(finish, { type: "call-next", desk: visit.desk, expected: { visit: next.id, state: next.state } })}>
                {t("finishAndCall", { number: next.number })}
              </BigButton>
            )}
          </div>
        </>
      }
    />
  );
}
