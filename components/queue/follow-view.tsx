import type { ReactNode } from "react";
import { FollowAside } from "./follow-aside.tsx";
import { FollowCalled } from "./follow-called.tsx";
import { FollowWaiting } from "./follow-waiting.tsx";
import type { FollowParts } from "./follow-parts.ts";
import type { Followed, FollowWords } from "./follow-words.ts";

type Given = {
  followed: Followed;
  words: FollowWords;
  parts: FollowParts;
  silent: boolean;
  retry: () => void;
  sound: ReactNode;
  withoutScript?: ReactNode;
};

/** What the holder of a number sees, by the state of her visit. `withoutScript`: how to ask again where no script runs. */
export function FollowView({ followed, words, parts, silent, retry, sound, withoutScript }: Given) {
  const { follow } = followed;
  switch (follow.state) {
    case "waiting":
      return (
        <FollowWaiting followed={followed} words={words} silent={silent} retry={retry} sound={sound} parts={parts} />
      );
    case "called":
      return <FollowCalled follow={follow} suspended={followed.suspended ?? false} words={words} sound={sound} />;
    default:
      return (
        <FollowAside
          follow={follow}
          state={follow.state}
          words={words}
          after={parts.after}
          leave={parts.leave}
          sound={sound}
          withoutScript={withoutScript}
        />
      );
  }
}
