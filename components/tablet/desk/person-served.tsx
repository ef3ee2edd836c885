import { useTranslations } from "next-intl";
import { handedOverTo } from "#lib/queue/line/line-state.ts";
import type { ServingVisit, UncalledVisit } from "#lib/queue/line/visit.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { ReturningPeople } from "./returning-people.tsx";
import { BigButton, ActButton } from "#components/tablet/act-button.tsx";
import { PersonHeading, NoAct, ActPair, type DeskParts, type DeskWords } from "./desk-side.tsx";
import { useActs, useTablet, type TabletState } from "#components/tablet/tablet-context.ts";
import { useHand } from "#components/tablet/use-hand.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useState } from "react";
import { ReferTo } from "./refer-to.tsx";

/** The person at the desk: since when, how long their procedure usually takes, and how the visit ends. */
export function servedParts(
  visit: ServingVisit,
  next: UncalledVisit | undefined,
  { now, site }: Pick<TabletState, "now" | "site">,
  t: DeskWords,
): DeskParts {
  const minutes = minutesBetween(visit.startedAt, now);
  const planned = visit.topic === undefined ? undefined : site.topicMinutes[visit.topic];
  const since = planned === undefined ? t("serving", { minutes }) : t("servingPlanned", { minutes, planned });
  return {
    shows: `serving ${visit.id}`,
    label: since,
    person: <PersonHeading visit={visit} line={minutes < 1 ? t("justNow") : since} />,
    acts: <ActsOfServed visit={visit} next={next} />,
  };
}

function ActsOfServed({ visit, next }: { visit: ServingVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { act } = useActs();
  return (
    <>
      <ReturningPeople desk={visit.desk} />
      <OtherActs visit={visit} />
      <ActPair
        secondary={
          <BigButton
            look="ghost"
            detail={t("finishOnly")}
            actKey={`finish ${visit.id}`}
            onAct={() => act({ type: "finish", visit: visit.id })}
          >
            {t("finish")}
          </BigButton>
        }
        primary={<FinishAndGoOn visit={visit} next={next} />}
      />
    </>
  );
}

/**
 * Ends this visit and takes the next person in one tap: somebody handed over to this desk, otherwise whose turn it is.
 */
function FinishAndGoOn({ visit, next }: { visit: ServingVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { state, act } = useTablet();
  const networkActProps = useDisabled("line");
  const { beyond, call } = useHand(visit.desk);
  const finish = { type: "finish", visit: visit.id } as const;
  const [awaited] = handedOverTo(state, visit.desk);
  if (awaited) {
    return (
      <BigButton
        actKey={`finish ${visit.id} resume ${awaited.id}`}
        onAct={() => act(finish, { type: "resume", visit: awaited.id })}
      >
        {t("finishAndResume", { number: awaited.number })}
      </BigButton>
    );
  }
  if (!next) return <NoAct>{t(beyond ? "handEmpty" : "nobody")}</NoAct>;
  return (
    <BigButton {...networkActProps} actKey={`finish ${visit.id} call ${next.id}`} onAct={() => act(finish, call(next))}>
      {t("finishAndCall", { number: next.number })}
    </BigButton>
  );
}

/** Other ways to go on: pause the visit, refer the person elsewhere, or hand over to another desk. */
function OtherActs({ visit }: { visit: ServingVisit }) {
  const t = useTranslations("tablet.served");
  const { state, act } = useTablet();
  const networkActProps = useDisabled();
  const [referring, refer] = useState(false);
  const others = state.desks.filter(({ number, state: at }) => at === "present" && number !== visit.desk);
  // The other desks are part of the key: when one comes or goes, the buttons move.
  const here = `${visit.id} beside ${others.map(({ number }) => number).join()}`;
  return (
    <div className="flex flex-wrap gap-3 *:min-h-18 *:flex-1 *:basis-36">
      <ActButton look="ghost" actKey={`pause ${here}`} onAct={() => act({ type: "pause", visit: visit.id })}>
        {t("pause")}
      </ActButton>
      <ActButton look="ghost" actKey={`refer ${here}`} onAct={() => refer(true)}>
        {t("refer")}
      </ActButton>
      {others.map(({ number }) => (
        <ActButton
          key={number}
          look="ghost"
          {...networkActProps}
          actKey={`hand over ${here} ${number}`}
          onAct={() => act({ type: "hand-over", to: number, expected: { visit: visit.id, state: visit.state } })}
        >
          {t("handOver", { desk: number })}
        </ActButton>
      ))}
      {referring && <ReferTo visit={visit} onClose={() => refer(false)} />}
    </div>
  );
}
