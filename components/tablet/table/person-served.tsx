import { useTranslations } from "next-intl";
import { handedOverTo } from "#lib/queue/line/desks.ts";
import type { ServingVisit, UncalledVisit } from "#lib/queue/line/visit.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { Awaited } from "./awaited.tsx";
import { BigButton } from "../big-button.tsx";
import { PersonHeading } from "./person-heading.tsx";
import { EmptyPlace, Places } from "./places.tsx";
import { ServedActs } from "./served-acts.tsx";
import { TableSide } from "./table-side.tsx";
import { useTablet } from "../tablet-context.ts";
import { useWaits } from "../use-waits.ts";

/** The person at her table: since when, how long it usually takes, and how it ends. */
export function PersonServed({ visit, next }: { visit: ServingVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { act, now, site } = useTablet();
  const minutes = minutesBetween(visit.startedAt, now);
  const planned = visit.topic === undefined ? undefined : site.topicMinutes[visit.topic];
  const since = planned === undefined ? t("serving", { minutes }) : t("servingPlanned", { minutes, planned });
  return (
    <TableSide
      label={since}
      person={<PersonHeading visit={visit} line={minutes < 1 ? t("justNow") : since} />}
      acts={
        <>
          <Awaited desk={visit.desk} />
          <ServedActs visit={visit} />
          <Places
            quiet={
              <BigButton
                look="ghost"
                detail={t("finishOnly")}
                does={`finish ${visit.id}`}
                onAct={() => act({ type: "finish", visit: visit.id })}
              >
                {t("finish")}
              </BigButton>
            }
            big={<FinishAndGoOn visit={visit} next={next} />}
          />
        </>
      }
    />
  );
}

/** The end of this help and the next person in one tap: whoever was handed over to this table, else whose turn it is. */
function FinishAndGoOn({ visit, next }: { visit: ServingVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { state, act } = useTablet();
  const waits = useWaits("line");
  const finish = { type: "finish", visit: visit.id } as const;
  const [awaited] = handedOverTo(state, visit.desk);
  if (awaited) {
    return (
      <BigButton
        does={`finish ${visit.id} resume ${awaited.id}`}
        onAct={() => act(finish, { type: "resume", visit: awaited.id })}
      >
        {t("finishAndResume", { number: awaited.number })}
      </BigButton>
    );
  }
  if (!next) return <EmptyPlace>{t("nobody")}</EmptyPlace>;
  return (
    <BigButton
      {...waits}
      does={`finish ${visit.id} call ${next.id}`}
      onAct={() =>
        act(finish, { type: "call-next", desk: visit.desk, expected: { visit: next.id, state: next.state } })
      }
    >
      {t("finishAndCall", { number: next.number })}
    </BigButton>
  );
}
