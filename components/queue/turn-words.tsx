import type { WireFollow } from "#lib/wire/board.ts";
import { fill } from "./fill.ts";
import type { FollowWords } from "./follow-words.ts";

/** When it will be her turn: a range, never one figure; then whether before the end. */
export function TurnWords({ follow, words: { turn, closing } }: { follow: WireFollow; words: FollowWords }) {
  return (
    <div>
      <p className="text-[1.44rem] leading-tight font-extrabold">{range(follow.wait, turn)}</p>
      {follow.wait.state === "range" && (
        <p className="mt-1">{fill(turn.closing.ask, { hour: closing })} <strong>{turn.closing[follow.beforeClosing]}</strong></p>
      )}
    </div>
  );
}

function range(wait: WireFollow["wait"], turn: FollowWords["turn"]): string {
  switch (wait.state) {
    case "range": return wait.low === 0 ? fill(turn.under, { high: wait.high }) : fill(turn.range, { low: wait.low, high: wait.high });
    case "nobody": return turn.soon;
    case "unknown": return turn.unknown;
    default: return wait satisfies never;
  }
}
