import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { AwayForm, BackForm } from "./away-form.tsx";
import { fill, sayTimeOfNews, sayPlural, sayClock } from "./browser-text.ts";
import type { NewsLoss } from "./board-stream.ts";
import type { FollowParts, FollowLabels } from "./follow-content.ts";
import { appointmentsToSay, type FollowState } from "./follow-state.ts";
import { isToListen, NoNews } from "./no-news.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { WireFollow } from "#lib/wire/queue/board.ts";
import { sayRange } from "#lib/time/say-duration.ts";

type Props = {
  followed: FollowState;
  labels: FollowLabels;
  loss: NewsLoss | undefined;
  retry: () => void;
  sound: ReactNode;
  parts: FollowParts;
};

// What needs the network (a sound at the call, a place kept while away) is not offered without it.
const isKnown = ({ followed, loss }: Pick<Props, "followed" | "loss">): boolean => followed.alive && loss === undefined;

/**
 * Where the person stands now: who is before them, and when their turn comes. Without network or news that is said
 * instead.
 */
export function WaitingNow({ followed, labels, loss, retry, parts }: Props) {
  const { follow, alive, suspended = false, withTeam = 0, uncalled, asOf } = followed;
  return (
    <>
      {follow.awayUntil !== undefined && (
        <Notice>{fill(labels.turn.away.until, { hour: sayTimeOfNews(follow.awayUntil, labels.locale) })}</Notice>
      )}
      {follow.dueBack && <Notice tone="warn">{labels.turn.away.due}</Notice>}
      {(follow.awayUntil !== undefined || follow.dueBack) && <BackForm {...parts.away} labels={labels.turn.away} />}
      {follow.toFetch && <Notice>{labels.turn.fetch.waiting}</Notice>}
      {uncalled && <Notice tone="warn">{labels.turn.uncalled}</Notice>}
      {loss && <NoNews loss={loss} followed={followed} labels={labels} retry={retry} />}
      {!alive && !loss && <Notice tone="warn">{isToListen(follow) ? labels.noNetwork : labels.turn.noNetwork}</Notice>}
      {isKnown({ followed, loss }) && (
        <>
          <PeopleAhead ahead={follow.ahead} wait={follow.wait} withTeam={withTeam} labels={labels} />
          <TurnTime follow={follow} suspended={suspended} asOf={instantOf(asOf)} labels={labels} />
        </>
      )}
    </>
  );
}

/** What can be done and prepared meanwhile, and what the team says. */
export function AfterWaiting({ followed, labels, loss, sound, parts }: Props) {
  const { follow, message, asOf } = followed;
  const hour = sayTimeOfNews(asOf, labels.locale);
  const known = isKnown({ followed, loss });
  const tooLate = known && isTooLate(follow);
  return (
    <>
      {known && (
        <p className="-mt-3 text-soft">
          {fill(labels.turn.upToDate, { hour })}
          {!follow.letPast && !follow.cameBack && !follow.withoutNetwork && ` ${labels.turn.closedList}`}
        </p>
      )}
      {tooLate && parts.after}
      {known && sound}
      {/* Below the main button, which a small phone shows without scrolling. */}
      <div role="status" aria-live="polite" aria-atomic="true" className="grid gap-3 empty:hidden">
        {message !== undefined && (
          <Notice>
            <MessageOfTeam sentence={labels.turn.message} message={message} />
          </Notice>
        )}
        {follow.letPast && <Notice>{labels.letPast}</Notice>}
        {follow.cameBack && <Notice>{labels.cameBack}</Notice>}
        {follow.withoutNetwork && <Notice>{labels.withoutNetwork}</Notice>}
      </div>
      {!tooLate && parts.sms}
      {!tooLate && parts.prepare}
      {known && parts.paper}
      {known && !tooLate && follow.minutesAway ? (
        <AwayForm {...parts.away} minutes={follow.minutesAway} labels={labels.turn.away} locale={labels.locale} />
      ) : (
        follow.awayUntil === undefined && !follow.dueBack && <p>{labels.turn.away.askTeam}</p>
      )}
      {parts.leave}
    </>
  );
}

function MessageOfTeam({ sentence, message }: { sentence: string; message: string }) {
  const [before = "", after = ""] = sentence.split("{message}");
  return (
    <>
      {before}
      <FrenchText text={message} />
      {after}
    </>
  );
}

/**
 * Who is before this number: people in the line, the hours of expected appointments, and people at the desks
 * (`withTeam`), without whom the wait looks too long. Without frames, since nothing here can be tapped.
 */
function PeopleAhead({
  ahead,
  wait,
  withTeam,
  labels,
}: {
  ahead: WireFollow["ahead"];
  wait: WireFollow["wait"];
  withTeam: number;
  labels: FollowLabels;
}) {
  const helped = withTeam > 0 && (
    <>
      <Icon name="speech" size={26} />
      {sayPlural(labels.locale, labels.withTeam, withTeam)}
    </>
  );
  const { hours, more } = appointmentsToSay(ahead.appointments, wait);
  if (ahead.people === 0 && ahead.appointments.length === 0)
    return (
      <div>
        <p className="font-bold">{labels.turn.nobodyBefore}</p>
        {helped && <p className="mt-1.5 flex items-center gap-2.5">{helped}</p>}
      </div>
    );
  return (
    <div>
      <h2>{labels.turn.before}</h2>
      {ahead.people === 0 && <p className="font-bold">{labels.turn.nobodyHere}</p>}
      <ul className="mt-1.5 grid gap-1.5 font-bold empty:hidden">
        {ahead.people > 0 && (
          <li className="flex items-center gap-2.5">
            <Icon name="two-people" size={26} />
            {sayPlural(labels.locale, labels.people, ahead.people)}
          </li>
        )}
        {helped && <li className="flex items-center gap-2.5 font-normal">{helped}</li>}
      </ul>
      {ahead.appointments.length > 0 && (
        <>
          <p className="mt-1.5">{labels.turn.atTheirHour}</p>
          <ul className="mt-1.5 grid gap-1.5 font-bold">
            {hours.map((hour, index) => (
              <li key={`${hour} ${index}`} className="flex items-center gap-2.5">
                <Icon name="calendar" size={26} />
                {fill(labels.turn.appointmentAt, { hour: sayClock(hour, labels.locale) })}
              </li>
            ))}
            {more && (
              <li className="flex items-center gap-2.5">
                <Icon name="calendar" size={26} />
                {labels.turn.otherAppointments}
              </li>
            )}
          </ul>
        </>
      )}
    </div>
  );
}

/** Whether the turn comes, more likely than not, after the half-day. */
export const isTooLate = ({ wait, beforeClosing }: WireFollow): boolean =>
  wait.state === "range" && beforeClosing === "no";

/**
 * The waiting time: always a range, why it is wide, and whether the turn comes before the end. Too late: only
 * that is shown, so that nobody waits in vain. Suspended: the suspension is shown instead of the time.
 */
function TurnTime({
  follow,
  suspended,
  asOf,
  labels,
}: {
  follow: WireFollow;
  suspended: boolean;
  asOf: Instant;
  labels: FollowLabels;
}) {
  const { turn, closing } = labels;
  if (isTooLate(follow))
    return (
      <div>
        <p className="text-[1.44rem] leading-tight font-extrabold">{turn.tooLate.title}</p>
        <p className="mt-1">{fill(turn.tooLate.what, { hour: closing })}</p>
        <p className="mt-1">{turn.tooLate.keep}</p>
      </div>
    );
  return (
    <div>
      <p className="text-[1.44rem] leading-tight font-extrabold">
        {suspended ? labels.suspended : waitText(follow.wait, asOf, labels)}
      </p>
      {suspended && (
        <p className="mt-1 font-bold">
          {follow.beforeClosing === "no" ? fill(turn.tooLate.what, { hour: closing }) : turn.stay}
        </p>
      )}
      {follow.inRoomBy !== undefined && (
        <p className="mt-1 font-bold">{fill(turn.inRoomBy, { hour: sayClock(follow.inRoomBy, labels.locale) })}</p>
      )}
      {follow.wait.state === "range" && <p className="text-soft">{turn.depends}</p>}
      {follow.wait.state === "range" && (
        <p className="mt-1">
          {fill(turn.closing.ask, { hour: closing })} <strong>{turn.closing[follow.beforeClosing]}</strong>
        </p>
      )}
    </div>
  );
}

/** The wait in one sentence, without a full stop. */
function waitText(wait: WireFollow["wait"], asOf: Instant, { turn, locale, start }: FollowLabels): string {
  switch (wait.state) {
    case "range": {
      const { key, low, high } = sayRange(wait, locale);
      return fill(turn[key], { low, high });
    }
    case "nobody":
      return turn.soon;
    case "unknown":
      return asOf < start.at ? fill(turn.starts, { hour: start.hour }) : turn.unknown;
    default:
      return wait satisfies never;
  }
}
