import { useTranslations } from "next-intl";
import { isLastCall, type CalledVisit } from "#lib/queue/line/visit.ts";
import { SECOND } from "#lib/time/instant.ts";
import { ReturningPeople } from "./returning-people.tsx";
import { BigButton, ActButton } from "#components/tablet/act-button.tsx";
import { PersonHeading, ActPair, type DeskParts, type DeskWords } from "./desk-side.tsx";
import { FetchButton } from "#components/tablet/door/fetch-last.tsx";
import { useLabels } from "#components/tablet/use-labels.ts";
import { SLOW_ANSWER } from "#components/tablet/device/connection.ts";
import { useActs, useTablet } from "#components/tablet/tablet-context.ts";
import { useState, type ReactNode } from "react";
import { BigNumber } from "#components/tablet/big-number.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { visitNamedIn } from "#lib/queue/acts/acts.ts";

/**
 * Seconds a called person has to come; then the tablet asks. It never marks anybody absent by itself
 * (docs/line.md#missed-calls).
 */
const SECONDS_TO_COME = 180;

/** The numbers above have three digits: a large one leaves no room for the person beside it. */
const LAST_OF_TWO_DIGITS = 99;

/**
 * Somebody was called and has not come yet. `report`: of who was helped before, until this help begins; it needs the
 * space that a topic, or three digits, take beside a large number.
 */
export const calledParts = (visit: CalledVisit, report: ReactNode, t: DeskWords): DeskParts => ({
  shows: `called ${visit.id}`,
  label: t("called", { number: visit.number }),
  person: (
    <PersonHeading
      visit={visit}
      line={<CalledLine visit={visit} />}
      large={!report || (visit.topic === undefined && visit.number <= LAST_OF_TWO_DIGITS)}
    />
  ),
  acts: <CalledActs visit={visit} />,
});

/**
 * How long they have to come. While the call has not reached the server, the conseiller is asked to say
 * the number aloud, or to go and get the person.
 */
function CalledLine({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet.mine");
  const fetching = useTranslations("tablet.fetch");
  const labels = useLabels();
  const left = useSecondsLeft(visit);
  const notYet = useNotYetCalled(visit);
  const { number, desk } = visit;
  if (visit.toFetch)
    return <strong className="text-ink">{fetching("go", { number, picture: labels.picture(number) })}</strong>;
  if (notYet) return <strong className="text-ink">{t("notYetCalled", { number })}</strong>;
  return left > 0 ? t("calledWait", { minutes: Math.floor(left / 60), seconds: left % 60, desk }) : t("calledLong");
}

function useSecondsLeft({ calledAt }: CalledVisit): number {
  const { now } = useTablet();
  return SECONDS_TO_COME - Math.max(0, Math.floor((now - calledAt) / SECOND));
}

function CalledActs({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet.mine");
  const fetching = useTranslations("tablet.fetch");
  const { act } = useActs();
  const left = useSecondsLeft(visit);
  const notYet = useNotYetCalled(visit);
  return (
    <>
      <ReturningPeople desk={visit.desk} />
      {/* Beside each other, so that what may be noted above keeps its height. */}
      <div className="grid gap-3 sm:grid-flow-col sm:auto-cols-fr">
        {!visit.toFetch && <ShowNumber visit={visit} />}
        <FetchButton visit={visit} />
      </div>
      <ActPair
        secondary={
          <BigButton
            look={notYet || visit.toFetch || left > 0 ? "plain" : "ghost"}
            detail={isLastCall(visit) && t("lastCall")}
            actKey={`absent ${visit.id}`}
            onAct={() => act({ type: "absent", visit: visit.id, ...(visit.toFetch && { went: true }) })}
          >
            {visit.toFetch ? fetching("absent") : t("absent")}
          </BigButton>
        }
        primary={
          <BigButton
            actKey={`start ${visit.id}`}
            onAct={() => act({ type: "start", visit: visit.id, desk: visit.desk })}
          >
            {t("start")}
          </BigButton>
        }
      />
    </>
  );
}

/** The number on the whole tablet, to be held up to the room. */
function ShowNumber({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet");
  const [shown, show] = useState(false);
  return (
    <>
      <ActButton look="ghost" className="min-h-18" actKey="show" onAct={() => show(true)}>
        {t("mine.show")}
      </ActButton>
      {shown && (
        <TabletDialog whole label={t("mine.show")} onClose={() => show(false)} className="bg-turn text-ink">
          <div className="grid h-full grid-rows-[1fr_auto] gap-4 p-6 text-center">
            <div className="grid content-center justify-items-center gap-6">
              <BigNumber number={visit.number} className="text-[min(45vh,38vw)]" picture={120} />
              <p className="leading-none font-bold">
                <span className="block text-[min(5vh,5vw)]">{t("mine.go")} </span>
                <span className="mt-2 block text-[min(10vh,11vw)] font-extrabold">
                  {t("mine.goDesk", { desk: visit.desk })}
                </span>
              </p>
            </div>
            <ActButton look="quiet" className="min-h-18" actKey="close" onAct={() => show(false)}>
              {t("mine.close")}
            </ActButton>
          </div>
        </TabletDialog>
      )}
    </>
  );
}

/** Whether the call exists on this tablet only: no screen shows it, so the 3 minutes to come do not start. */
function useNotYetCalled({ id }: CalledVisit): boolean {
  const { waiting, offline, now } = useTablet();
  const call = waiting.find(
    (command) => (command.type === "call" || command.type === "call-next") && visitNamedIn(command) === id,
  );
  return call !== undefined && (offline || now - call.at > SLOW_ANSWER);
}
