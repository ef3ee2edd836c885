import type { ReactNode } from "react";
import { FollowWaiting } from "./follow-waiting.tsx";
import type { NewsLoss } from "./board-stream.ts";
import type { FollowParts, FollowLabels } from "./follow-content.ts";
import { type FollowState, hasEnded } from "./follow-state.ts";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import { fill } from "./browser-text.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { NoNews, noNewsSentence } from "./no-news.tsx";
import { NumberBand } from "./number-band.tsx";

type Props = {
  followed: FollowState;
  labels: FollowLabels;
  parts: FollowParts;
  loss: NewsLoss | undefined;
  retry: () => void;
  sound: ReactNode;
  withoutScript?: ReactNode;
};

/**
 * What the holder of a number sees, by the state of the visit. `withoutScript`: how to load the page again where no
 * script runs.
 */
export function FollowView({ followed, labels, parts, loss, retry, sound, withoutScript }: Props) {
  const { follow } = followed;
  switch (follow.state) {
    case "waiting":
      return (
        <FollowWaiting followed={followed} labels={labels} loss={loss} retry={retry} sound={sound} parts={parts} />
      );
    case "called":
      return (
        <FollowCalled
          follow={follow}
          suspended={followed.suspended ?? false}
          labels={labels}
          sound={sound}
          noNews={loss && noNewsSentence(loss, followed.asOf, labels)}
        />
      );
    default:
      return (
        <FollowOther
          follow={follow}
          state={follow.state}
          labels={labels}
          after={parts.after}
          leave={parts.leave}
          sound={sound}
          withoutScript={withoutScript}
          noNews={
            loss && !hasEnded(follow.state) && <NoNews loss={loss} asOf={followed.asOf} labels={labels} retry={retry} />
          }
        />
      );
  }
}

/**
 * « C’est à vous »: fills the screen in the one colour used for calls, readable from across a room. When the line is
 * suspended after the call, that is said too; so it is while nothing newer is known (`noNews`).
 */
const FollowCalled = ({
  follow,
  suspended,
  labels,
  sound,
  noNews,
}: {
  follow: WireFollow;
  suspended: boolean;
  labels: FollowLabels;
  sound: ReactNode;
  noNews: string | undefined;
}) => (
  <div
    data-called
    className="flex min-h-svh flex-col items-center justify-center gap-2.5 bg-turn px-4 py-8 text-center [--hole:var(--color-turn)]"
  >
    <h1 className="text-[1.78rem] font-extrabold md:text-[2.6rem]">{labels.turn.called.title}</h1>
    <p className="number text-[min(9.44rem,45vw)] md:text-[min(18rem,38vh)]">
      <bdi>{follow.number}</bdi>
    </p>
    <p className="inline-flex items-center gap-3 text-[1.67rem] font-bold">
      <Pictogram picture={follow.picture} size={64} />
      <span>
        <span className="sr-only">{labels.turn.image} </span>
        {labels.picture}
      </span>
    </p>
    {follow.toFetch ? (
      <p className="text-[2.2rem] leading-tight font-extrabold text-balance md:text-[4rem]">
        {labels.turn.fetch.called}
      </p>
    ) : (
      <p className="leading-tight font-bold">
        <span className="block text-[1.33rem] md:text-[2rem]">{labels.turn.called.go} </span>
        <span className="text-[2.94rem] font-extrabold md:text-[5rem]">
          {fill(labels.turn.called.table, { desk: follow.desk ?? "" })}
        </span>
      </p>
    )}
    {sound}
    <p className="mt-3 max-w-sm text-lg text-balance">
      {noNews ?? (suspended ? labels.suspended : calledNote(follow, labels))}
    </p>
  </div>
);

const calledNote = ({ toFetch, lastCall }: WireFollow, { turn }: FollowLabels): string =>
  toFetch ? turn.fetch.stay : lastCall ? turn.called.last : turn.called.later;

type OtherState = Exclude<WireFollow["state"], "waiting" | "called">;

const icons: Record<OtherState, IconName> = {
  absent: "warning",
  serving: "two-people",
  paused: "clock",
  done: "check",
  left: "cross",
  redirected: "arrow",
  unserved: "calendar",
};

/**
 * All states without waiting: the state in one sentence, what to do in the next; where it may still change, a way to
 * load the page again without script. A resident who missed a call can arm the sound for the next.
 */
function FollowOther({
  follow,
  state,
  labels,
  after,
  leave,
  sound,
  withoutScript,
  noNews,
}: {
  follow: WireFollow;
  state: OtherState;
  labels: FollowLabels;
  after: ReactNode;
  leave: ReactNode;
  sound: ReactNode;
  withoutScript?: ReactNode;
  noNews: ReactNode;
}) {
  const { title, what } = labels.turn[variantOf(follow) ?? state];
  const desk = follow.desk ?? "";
  return (
    <>
      <NumberBand
        label={labels.turn.yourNumber}
        number={follow.number}
        image={labels.turn.image}
        picture={follow.picture}
        word={labels.picture}
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
        <div aria-live="polite" className="empty:hidden">
          {noNews}
        </div>
        {hasEnded(state) ? after : state === "absent" ? sound : withoutScript}
        {state === "absent" && leave}
      </div>
    </>
  );
}

/** Three states have two causes, with different texts. */
const variantOf = ({
  handedOver,
  unanswered,
  notRecorded,
}: WireFollow): "handedOver" | "unanswered" | "notRecorded" | undefined =>
  handedOver ? "handedOver" : unanswered ? "unanswered" : notRecorded ? "notRecorded" : undefined;
