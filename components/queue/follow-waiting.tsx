import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Written } from "#components/ui/written.tsx";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { AwayForm, BackForm } from "./away-form.tsx";
import { fill, sayTimeOfNews, sayPlural, sayClock } from "./browser-text.ts";
import type { FollowParts, FollowWords } from "./follow-content.ts";
import type { Followed } from "./followed.ts";
import { NumberBand } from "./number-band.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import { sayRange } from "#lib/time/say-duration.ts";

type Given = {
  followed: Followed;
  words: FollowWords;
  silent: boolean;
  retry: () => void;
  sound: ReactNode;
  parts: FollowParts;
};

/** « Mon tour », while one waits. What nobody knows (no network, no news) is said, and no range is shown. */
export function FollowWaiting({ followed, words, silent, retry, sound, parts }: Given) {
  const { follow, alive, message, suspended = false, withTeam = 0, uncalled, asOf } = followed;
  const hour = sayTimeOfNews(asOf, words.locale);
  // What only the network can keep (a sound at the call, a place kept while away) is not promised without it.
  const known = alive && !silent;
  const tooLate = known && isTooLate(follow);
  return (
    <>
      <NumberBand
        label={words.turn.yourNumber}
        number={follow.number}
        image={words.turn.image}
        picture={follow.picture}
        word={words.picture}
      />
      <div className="mx-auto grid max-w-2xl gap-5 px-4 py-5">
        <div aria-live="polite" className="grid gap-3">
          {follow.awayUntil !== undefined && (
            <Notice>{fill(words.turn.away.until, { hour: sayTimeOfNews(follow.awayUntil, words.locale) })}</Notice>
          )}
          {follow.dueBack && <Notice tone="warn">{words.turn.away.due}</Notice>}
          {(follow.awayUntil !== undefined || follow.dueBack) && <BackForm {...parts.away} words={words.turn.away} />}
          {uncalled && <Notice tone="warn">{words.turn.uncalled}</Notice>}
          {silent && (
            <Notice tone="warn">
              <p>{fill(words.turn.silent, { hour })}</p>
              <Button look="quiet" className="mt-2" onClick={retry}>
                {words.turn.retry}
              </Button>
            </Notice>
          )}
          {!alive && <Notice tone="warn">{words.noNetwork}</Notice>}
          {known && (
            <>
              <AheadWords ahead={follow.ahead} withTeam={withTeam} words={words} />
              <TurnWords follow={follow} suspended={suspended} asOf={instantOf(asOf)} words={words} />
            </>
          )}
        </div>
        {known && (
          <p className="-mt-3 text-soft">
            {fill(words.turn.upToDate, { hour })}
            {!follow.letPast && ` ${words.turn.closedList}`}
          </p>
        )}
        {tooLate && parts.after}
        {known && sound}
        {/* Below the one thing to touch, which a small phone shows without scrolling. */}
        <div aria-live="polite" className="grid gap-3 empty:hidden">
          {message !== undefined && (
            <Notice>
              <MessageOfTeam sentence={words.turn.message} message={message} />
            </Notice>
          )}
          {follow.letPast && <Notice>{words.letPast}</Notice>}
        </div>
        {!tooLate && parts.prepare}
        {known && parts.paper}
        {known && !tooLate && follow.minutesAway && (
          <AwayForm {...parts.away} minutes={follow.minutesAway} words={words.turn.away} />
        )}
        {parts.leave}
      </div>
    </>
  );
}

function MessageOfTeam({ sentence, message }: { sentence: string; message: string }) {
  const [before = "", after = ""] = sentence.split("{message}");
  return (
    <>
      {before}
      <Written words={message} />
      {after}
    </>
  );
}

/** The closed list: people who have arrived, hours of booked people who have not; and who is helped already (`withTeam`), without whom the wait looks too long. Without frames: nothing of it is to be touched. */
function AheadWords({ ahead, withTeam, words }: { ahead: WireFollow["ahead"]; withTeam: number; words: FollowWords }) {
  const helped = withTeam > 0 && (
    <>
      <Icon name="speech" size={26} />
      {sayPlural(words.locale, words.withTeam, withTeam)}
    </>
  );
  if (ahead.people === 0 && ahead.appointments.length === 0)
    return (
      <div>
        <p className="font-bold">{words.turn.nobodyBefore}</p>
        {helped && <p className="mt-1.5 flex items-center gap-2.5">{helped}</p>}
      </div>
    );
  return (
    <div>
      <h2>{words.turn.before}</h2>
      {ahead.people === 0 && <p className="font-bold">{words.turn.nobodyHere}</p>}
      <ul className="mt-1.5 grid gap-1.5 font-bold">
        {ahead.people > 0 && (
          <li className="flex items-center gap-2.5">
            <Icon name="two-people" size={26} />
            {sayPlural(words.locale, words.people, ahead.people)}
          </li>
        )}
        {helped && <li className="flex items-center gap-2.5 font-normal">{helped}</li>}
        {ahead.appointments.map((hour, index) => (
          <li key={`${hour} ${index}`} className="flex items-center gap-2.5">
            <Icon name="calendar" size={26} />
            {fill(words.turn.appointmentAt, { hour: sayClock(hour, words.locale) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whether even the shortest wait ends after the permanence. */
export const isTooLate = ({ wait, beforeClosing }: WireFollow): boolean =>
  wait.state === "range" && beforeClosing === "no";

/** When it will be her turn: a range, never one figure, and why so wide; then whether before the end. When it is too late, that alone: a range would make her wait for nothing. While all is stopped for a moment, that. */
function TurnWords({
  follow,
  suspended,
  asOf,
  words,
}: {
  follow: WireFollow;
  suspended: boolean;
  asOf: Instant;
  words: FollowWords;
}) {
  const { turn, closing } = words;
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
        {suspended ? words.suspended : said(follow.wait, asOf, words)}
      </p>
      {suspended && <p className="mt-1 font-bold">{turn.stay}</p>}
      {follow.wait.state === "range" && <p className="text-soft">{turn.depends}</p>}
      {follow.wait.state === "range" && (
        <p className="mt-1">
          {fill(turn.closing.ask, { hour: closing })} <strong>{turn.closing[follow.beforeClosing]}</strong>
        </p>
      )}
    </div>
  );
}

function said(wait: WireFollow["wait"], asOf: Instant, { turn, locale, start }: FollowWords): string {
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
