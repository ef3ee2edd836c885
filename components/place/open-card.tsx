import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
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
import { Range } from "#components/wait-time.tsx";
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
 * A half-day to go to now: until when, where, the wait, how to get there; or that no numbers are given. `first`: a wait
 * that is known stands on a band of colour, on a desk at the side, so that it is seen before everything, and languages
 * and access are left to the page of the half-day on a phone.  `called`: the telephone stands
 * below the card. `instead`: what to do where too many people wait.
 */
export function OpenCard({
  held,
  board,
  now,
  from,
  first = false,
  called = false,
  instead,
}: OpenProps & { first?: boolean; called?: boolean; instead?: ReactNode }) {
  const t = useTranslations("place");
  const stopped = held.numbers === "stopped";
  const paused = board?.suspended ?? false;
  const tooFull = isTooFull(held, board, now);
  const panel = first && !stopped && !paused && walkInAt(held, now).state === "now" && isWaitKnown(board, held);
  return (
    <Card
      className={`grid content-start gap-2 ${first ? "max-lg:py-2.5" : ""} ${panel ? "border-accent!" : ""} ${panel ? "lg:grid-cols-[minmax(0,1fr)_17rem] lg:grid-rows-[auto_auto_1fr] lg:gap-x-4" : ""}`}
    >
      {/* After its heading in reading order, before it on the screen; a pause after it, so that it does not look
          open. */}
      <div>
        <h3>
          <FrenchText text={held.at.name} />
        </h3>
        <div className="flex flex-wrap gap-x-2">
          <AddressLine place={held.at} toCall={called} />
          <Distance held={held} from={from} />
          {!stopped && !paused && !tooFull && <ComeNow permanence={held} now={now} />}
        </div>
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
          className={`grid gap-2 ${panel ? "-mx-4 bg-accent px-4 py-1.5 text-white [&_strong]:text-[1.44rem] [&_strong]:leading-tight lg:col-start-2 lg:row-span-3 lg:row-start-1 lg:-my-4 lg:ms-0 lg:content-center lg:rounded-e-[0.7rem] lg:p-4.5" : ""}`}
        >
          <WalkInNow permanence={held} board={board} now={now} book />
        </div>
      )}
      <div className="grid content-start gap-2">
        <div className={first ? "empty:hidden max-lg:hidden" : "empty:hidden"}>
          <PlaceFacts place={held.at} />
        </div>
        {!called && !hasStreet(held.at) && held.call !== undefined && !stopped && held.status === "open" && (
          <div>
            <p>{t("addressCall")}</p>
            <CallLink phone={held.call} />
          </div>
        )}
        <PageLink
          href={`/permanences/${held.id}`}
          className={panel ? buttonClass() : "inline-flex min-h-target items-center justify-self-start font-bold"}
        >
          {t(
            first
              ? "goShort"
              : hasStreet(held.at)
                ? held.at.transport === undefined
                  ? "goNoBus"
                  : "go"
                : "goNoStreet",
          )}
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

/**
 * The same in a row of a list, confirmed open: its name, until when, and the wait; on a desk the address too. The whole
 * row is one link.
 */
export function OpenRow({ held, board, now, from }: OpenProps) {
  const t = useTranslations("place");
  const stopped = held.numbers === "stopped";
  const paused = board?.suspended ?? false;
  const wait = walkInAt(held, now).state === "now" && isWaitKnown(board, held) ? board?.wait : undefined;
  return (
    <li className="relative flex min-h-15 items-center justify-between gap-3 px-4 py-1.5 not-first:border-t-2 border-hair lg:py-4">
      <div className="grid flex-1 gap-x-4 leading-snug md:grid-cols-2 [&_p.text-lg]:text-base">
        <div>
          <h3>
            <PageLink
              href={`/permanences/${held.id}`}
              className="text-ink no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
            >
              <FrenchText text={held.at.name} />
            </PageLink>
          </h3>
          <div className="max-lg:hidden">
            <AddressLine place={held.at} />
          </div>
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
                <div className={wait ? "max-lg:hidden" : "[&_p.text-soft]:max-lg:hidden"}>
                  <OpenState permanence={held} now={now} silent={board?.alive === false} />
                  <ComeNow permanence={held} now={now} />
                </div>
              )}
              {wait?.state === "range" ? (
                <p className="font-bold">
                  <Range {...wait} />
                </p>
              ) : (
                <WalkInNow permanence={held} board={board} now={now} />
              )}
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
