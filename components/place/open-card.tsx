import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import { hasStreet } from "#lib/place/address-line.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import { walkInAt } from "#lib/schedule/walk-in.ts";
import type { Instant } from "#lib/time/instant.ts";
import { ComeNow, isTooFull, WalkInNow, OpenState, PausedState } from "./opening-state.tsx";
import type { PermanenceAtPlace } from "./coming-card.tsx";
import { PlaceFacts, AddressLine } from "./way-there.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { accessOf } from "#lib/schedule/permanence.ts";

/** `from`: the point from which the distance is said, if one was chosen. */
type OpenProps = {
  held: PermanenceAtPlace;
  board: ToldBoard | undefined;
  now: Instant;
  from?: Point | undefined;
};

/**
 * A half-day to go to now: until when, where, the wait, how to get there; or that no numbers are given. `first`: on a
 * desk a wait that is known stands in a panel at the side, so that it is seen before everything. `instead`: what to do
 * where too many people wait.
 */
export function OpenCard({
  held,
  board,
  now,
  from,
  first = false,
  instead,
}: OpenProps & { first?: boolean; instead?: ReactNode }) {
  const t = useTranslations("place");
  const stopped = held.numbers === "stopped";
  const paused = board?.suspended ?? false;
  const tooFull = isTooFull(held, board, now);
  const panel = first && !stopped && !paused && walkInAt(held, now).state === "now" && isWaitKnown(board, held);
  return (
    <Card
      className={`grid content-start gap-2 ${panel ? "lg:grid-cols-[minmax(0,1fr)_17rem] lg:grid-rows-[auto_auto_1fr] lg:gap-x-4 lg:border-accent!" : ""}`}
    >
      {/* After its heading in reading order, before it on the screen; a pause after it, so that it does not look
          open. */}
      <div>
        <h3>
          <FrenchText text={held.at.name} />
        </h3>
        <AddressLine place={held.at} />
        <Distance held={held} from={from} />
        {!stopped && !paused && !tooFull && <ComeNow permanence={held} now={now} />}
      </div>
      <div className={paused && !stopped ? "" : "order-first"}>
        {stopped ? (
          <NumbersStopped held={held} />
        ) : paused ? (
          <PausedState permanence={held} board={board} book instead={instead} />
        ) : tooFull ? (
          <WalkInNow permanence={held} board={board} now={now} book instead={instead} />
        ) : (
          <OpenState permanence={held} now={now} silent={board?.alive === false} />
        )}
      </div>
      {!stopped && !paused && !tooFull && (
        <div
          className={`grid gap-2 ${panel ? "lg:col-start-2 lg:row-span-3 lg:row-start-1 lg:-my-4 lg:-me-4 lg:content-center lg:rounded-e-[0.7rem] lg:bg-accent lg:p-4.5 lg:text-white lg:[&_strong]:text-[1.44rem] lg:[&_strong]:leading-tight" : ""}`}
        >
          <WalkInNow permanence={held} board={board} now={now} book />
        </div>
      )}
      <div className="grid content-start gap-2">
        <PlaceFacts place={held.at} />
        {!hasStreet(held.at) && held.call !== undefined && !stopped && held.status === "open" && (
          <div>
            <p>{t("addressCall")}</p>
            <CallLink phone={held.call} />
          </div>
        )}
        <PageLink
          href={`/permanences/${held.id}`}
          className="inline-flex min-h-target items-center justify-self-start font-bold"
        >
          {t(hasStreet(held.at) ? (held.at.transport === undefined ? "goNoBus" : "go") : "goNoStreet")}
          <span className="sr-only">
            {" "}
            (<FrenchText text={held.at.shortName} />)
          </span>
        </PageLink>
      </div>
    </Card>
  );
}

/** Whether the line tells somebody who comes now how long they wait, and that they are not too late. */
const isWaitKnown = (board: ToldBoard | undefined, { span }: PermanenceAtPlace): boolean =>
  board !== undefined && board.alive && board.wait.state !== "unknown" && !isTooLateFor(board, span.end);

/** The same in a row of a list, confirmed open: what decides whether to go there. The whole row is one link. */
export function OpenRow({ held, board, now, from }: OpenProps) {
  const t = useTranslations("place");
  const stopped = held.numbers === "stopped";
  const paused = board?.suspended ?? false;
  return (
    <li className="relative flex items-center justify-between gap-3 p-4 not-first:border-t-2 border-hair">
      <div className="grid flex-1 gap-x-4 gap-y-1 md:grid-cols-2">
        <div>
          <h3>
            <PageLink
              href={`/permanences/${held.id}`}
              className="text-ink no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
            >
              <FrenchText text={held.at.name} />
            </PageLink>
          </h3>
          <AddressLine place={held.at} />
          <Distance held={held} from={from} />
        </div>
        <div>
          {stopped ? (
            <p className="font-bold">{t("stopped")}</p>
          ) : paused ? (
            <PausedState permanence={held} board={board} />
          ) : (
            <>
              {!isTooFull(held, board, now) && (
                <>
                  <OpenState permanence={held} now={now} silent={board?.alive === false} />
                  <ComeNow permanence={held} now={now} />
                </>
              )}
              <WalkInNow permanence={held} board={board} now={now} />
            </>
          )}
        </div>
      </div>
      <Icon name="arrow" size={22} className="text-accent" />
    </li>
  );
}

/** « à 2,7 km »: how far the place is, where a point was chosen. */
export function Distance({ held, from }: { held: PermanenceAtPlace; from: Point | undefined }) {
  const t = useTranslations("home.near");
  const locale = useLocale();
  return (
    from && (
      <p className="font-bold">{t("distance", { km: sayKilometres(kilometresBetween(from, held.at), locale) })}</p>
    )
  );
}

/** Numbers are stopped for this half-day: that first, then what else to do. */
function NumbersStopped({ held: { call, windows } }: { held: PermanenceAtPlace }) {
  const t = useTranslations("place");
  return (
    <div>
      <p className="flex items-center gap-2 font-bold">
        <Icon name="warning" size={22} />
        {t("stopped")}
      </p>
      <p>{t("stoppedDo")}</p>
      <p>{t("stoppedKeep")}</p>
      {accessOf(windows) !== "walk-in" && <p>{t("stoppedBooked")}</p>}
      {call !== undefined && <CallLink phone={call} />}
    </div>
  );
}
