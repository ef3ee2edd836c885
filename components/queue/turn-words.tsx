import type { WireFollow } from "#lib/wire/board.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayRange } from "#lib/time/say-duration.ts";
import { fill } from "./fill.ts";
import type { FollowWords } from "./follow-words.ts";

/** Whether even the shortest wait ends after the permanence. */
export const isTooLate = ({ wait, beforeClosing }: WireFollow): boolean =>
  wait.state === "range" && beforeClosing === "no";

/** When it will be her turn: a range, never one figure, and why so wide; then whether before the end. When it is too late, that alone: a range would make her wait for nothing. While all is stopped for a moment, that. */
export function TurnWords({
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
