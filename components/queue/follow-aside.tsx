import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import { fill } from "./fill.ts";
import type { FollowWords } from "./follow-words.ts";
import { hasEnded } from "./has-ended.ts";
import { NumberBand } from "./number-band.tsx";

type Aside = Exclude<WireFollow["state"], "waiting" | "called">;

const icons: Record<Aside, IconName> = {
  absent: "warning",
  serving: "two-people",
  paused: "clock",
  done: "check",
  left: "cross",
  redirected: "arrow",
  unserved: "calendar",
};

/** Every state in which one does not wait: what it is in one sentence, what to do in the next; what may still change is loaded again where no script runs. Whoever missed a call may have a sound for the next. */
export function FollowAside({
  follow,
  state,
  words,
  after,
  leave,
  sound,
  withoutScript,
}: {
  follow: WireFollow;
  state: Aside;
  words: FollowWords;
  after: ReactNode;
  leave: ReactNode;
  sound: ReactNode;
  withoutScript?: ReactNode;
}) {
  const { title, what } = words.turn[whyOf(follow) ?? state];
  const desk = follow.desk ?? "";
  return (
    <>
      <NumberBand
        label={words.turn.yourNumber}
        number={follow.number}
        image={words.turn.image}
        picture={follow.picture}
        word={words.picture}
      />
      <div className="mx-auto grid max-w-2xl gap-5 px-4 py-6">
        <div
          aria-live="polite"
          className={`flex items-start gap-4 large-letters:flex-col rounded-card border-2 p-4 ${state === "absent" ? "border-edge bg-turn-soft" : "border-accent bg-card"}`}
        >
          <Icon name={icons[state]} size={36} />
          <div>
            <h2 className="text-[1.44rem]">{fill(title, { desk })}</h2>
            <p className="text-lg">{fill(what, { desk })}</p>
          </div>
        </div>
        {hasEnded(state) ? after : state === "absent" ? sound : withoutScript}
        {state === "absent" && leave}
      </div>
    </>
  );
}

/** Two of the states come about in two ways, and ask for different things. */
const whyOf = ({ handedOver, unanswered }: WireFollow): "handedOver" | "unanswered" | undefined =>
  handedOver ? "handedOver" : unanswered ? "unanswered" : undefined;
