import type { ReactNode } from "react";
import { AfterWaiting, WaitingNow } from "./follow-waiting.tsx";
import { sayRange } from "#lib/time/say-duration.ts";
import type { NewsLoss } from "./board-stream.ts";
import type { FollowParts, FollowLabels } from "./follow-content.ts";
import { type FollowState, hasEnded } from "./follow-state.ts";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { WireFollow } from "#lib/wire/queue/board.ts";
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
export function FollowView(props: Props) {
  const { followed, labels, loss, sound } = props;
  const { follow } = followed;
  const called = follow.state === "called";
  const { state, below } = partsOf(props);
  return (
    <>
      {called ? (
        <FollowCalled
          follow={follow}
          suspended={followed.suspended ?? false}
          labels={labels}
          sound={sound}
          noNews={loss && noNewsSentence(loss, followed, labels)}
        />
      ) : (
        <NumberBand
          label={labels.turn.yourNumber}
          number={follow.number}
          image={labels.turn.image}
          picture={follow.picture}
          word={labels.picture}
        />
      )}
      {/* The status is one element through all states: a new one with its text in it would not be announced. */}
      <div className={called ? "sr-only" : "mx-auto grid max-w-2xl gap-5 px-4 py-5"}>
        <div role="status" aria-live="polite" aria-atomic="true" className="grid gap-3">
          {state}
        </div>
        {below}
      </div>
    </>
  );
}

/** What is announced when it changes (`state`), and what stands below it. A call is announced by itself. */
function partsOf(props: Props): { readonly state?: ReactNode; readonly below?: ReactNode } {
  const { followed, labels, parts, loss, retry, sound, withoutScript } = props;
  const { follow } = followed;
  switch (follow.state) {
    case "called":
      return {};
    case "waiting":
      return { state: <WaitingNow {...props} />, below: <AfterWaiting {...props} /> };
    case "absent":
      return {
        state: <StateOf follow={follow} state={follow.state} labels={labels} />,
        below: (
          <>
            {loss === undefined && followed.alive && !follow.missing && (
              <p className="text-lg">{againText(followed, labels)}</p>
            )}
            <NewsOf>{loss && <NoNews loss={loss} followed={followed} labels={labels} retry={retry} />}</NewsOf>
            {sound}
            {parts.sms}
            {parts.leave}
          </>
        ),
      };
    default:
      return {
        state: <StateOf follow={follow} state={follow.state} labels={labels} />,
        below: (
          <>
            <NewsOf>
              {loss && !hasEnded(follow.state) && (
                <NoNews loss={loss} followed={followed} labels={labels} retry={retry} />
              )}
            </NewsOf>
            {hasEnded(follow.state) ? parts.after : withoutScript}
          </>
        ),
      };
  }
}

const NewsOf = ({ children }: { children: ReactNode }) => (
  <div role="status" aria-live="polite" aria-atomic="true" className="empty:hidden">
    {children}
  </div>
);

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
          {fill(labels.turn.called.desk, { desk: follow.desk ?? "" })}
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

/** When about the number is asked again after a missed call, by the same estimate as for those who wait. */
const againText = ({ follow }: FollowState, labels: FollowLabels): string => {
  const { again, againIn, againUnder } = follow.toFetch ? labels.turn.fetch.absent : labels.turn.absent;
  if (follow.wait.state !== "range") return again;
  const { key, low, high } = sayRange(follow.wait, labels.locale);
  return fill(key === "under" || key === "underLong" ? againUnder : againIn, { low, high });
};

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

/** The other states: the state in one sentence, what to do in the next. */
function StateOf({ follow, state, labels }: { follow: WireFollow; state: OtherState; labels: FollowLabels }) {
  const { title, what } = (follow.toFetch && soughtText(follow, labels)) || labels.turn[variantOf(follow) ?? state];
  const desk = follow.desk ?? "";
  return (
    <div
      className={`flex items-start gap-4 large-letters:flex-col rounded-card border-2 p-4 ${state === "absent" ? "border-edge bg-turn-soft" : "border-accent bg-card"}`}
    >
      <Icon name={icons[state]} size={36} />
      <div>
        <h2 className="text-[1.44rem]">{fill(title, { desk })}</h2>
        <p className="text-lg">{fill(what, { desk, hour: labels.closing })}</p>
      </div>
    </div>
  );
}

/** To somebody whom the team goes and gets, a missed call is one at which they were not found. */
const soughtText = ({ state, unanswered }: WireFollow, { turn }: FollowLabels) =>
  unanswered ? turn.fetch.unanswered : state === "absent" ? turn.fetch.absent : undefined;

/** Four states have two causes, with different texts. */
const variantOf = ({
  missing,
  handedOver,
  unanswered,
  notRecorded,
}: WireFollow): "missing" | "handedOver" | "unanswered" | "notRecorded" | undefined =>
  missing ? "missing" : handedOver ? "handedOver" : unanswered ? "unanswered" : notRecorded ? "notRecorded" : undefined;
