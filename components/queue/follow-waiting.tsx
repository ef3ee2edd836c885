import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Written } from "#components/ui/written.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { AheadWords } from "./ahead-words.tsx";
import { AwayForm, BackForm } from "./away-form.tsx";
import { fill } from "./fill.ts";
import type { FollowParts } from "./follow-parts.ts";
import type { Followed, FollowWords } from "./follow-words.ts";
import { NumberBand } from "./number-band.tsx";
import { sayTimeOfNews } from "./say-clock.ts";
import { isTooLate, TurnWords } from "./turn-words.tsx";

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
