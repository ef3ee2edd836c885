"use client";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { fill } from "./browser-text.ts";
import { followAfterBoard, type FollowState } from "./follow-state.ts";
import type { FollowLabels, FollowParts } from "./follow-content.ts";
import { FollowView } from "./follow-view.tsx";
import { loadAgain, loadAgainIfServed, loadAgainWhenServed } from "#components/ui/load-again.ts";
import { rememberInTab, readTabMemory, RememberedTicks } from "./tab-memory.tsx";
import { SoundButton } from "./sound-button.tsx";
import { isTooLate } from "./follow-waiting.tsx";
import { useAwayForm } from "./away-form.tsx";
import { useLiveBoards } from "./use-live-boards.ts";
import { useBell } from "./bell.ts";

type Props = {
  permanence: string;
  first: FollowState;
  labels: FollowLabels;
  parts: FollowParts;
  withoutScript: ReactNode;
  reload?: () => void;
  go?: (address: string) => void;
};

/**
 * The page of one number: rendered by the server, then live. A call is pushed and announced at once. Ticked boxes and
 * an armed sound are remembered in this tab.
 */
export function FollowLive({ permanence, first, labels, parts, withoutScript, reload = loadAgain, go = goTo }: Props) {
  const [{ followed, gone }, setState] = useState({ followed: first, gone: false });
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const { number } = first.follow;
  const memoryName = `numero ${permanence} ${number}`;
  const called = followed.follow.state === "called";
  const bell = useBell(called, () => rememberInTab(memoryName, { sound: true }));
  const away = useAwayForm(parts.away, followed, go);

  const loss = useLiveBoards(permanence, (board) => setState((before) => followAfterBoard(before, board, number)));

  // The visit is no longer on the board: the server knows how it ended.
  useEffect(() => (gone ? loadAgainWhenServed(reload) : undefined), [gone, reload]);

  const said = labels.turn[followed.follow.toFetch ? "fetch" : "called"].say;
  const sentence = called ? fill(said, { number, desk: followed.follow.desk ?? "" }) : "";
  useTitle(sentence);
  useTop(called);

  const retry = (): void => void loadAgainIfServed(reload);
  const sound = hasScript ? (
    <SoundButton
      bell={bell}
      called={called}
      cut={readTabMemory(memoryName).sound ?? false}
      labels={labels.turn.sound}
      look={soundComesFirst(followed.follow) ? "full" : "ghost"}
    />
  ) : (
    <div className="min-h-14">{withoutScript}</div>
  );
  return (
    <>
      <p role="alert" className="sr-only">
        {hasScript ? sentence || (followed.uncalled ? labels.turn.uncalled : "") : ""}
      </p>
      <FollowView
        followed={followed}
        labels={labels}
        parts={{ ...parts, away, prepare: <RememberedTicks name={memoryName}>{parts.prepare}</RememberedTicks> }}
        loss={loss}
        retry={retry}
        sound={sound}
        withoutScript={withoutScript}
      />
    </>
  );
}

/** Shows a call in the title of the tab too. */
function useTitle(sentence: string): void {
  useEffect(() => {
    if (sentence === "") return undefined;
    const before = document.title;
    document.title = sentence;
    return () => void (document.title = before);
  }, [sentence]);
}

/** Scrolls to the top when the number is called. */
function useTop(called: boolean): void {
  useEffect(() => {
    if (called) window.scrollTo(0, 0);
  }, [called]);
}

const goTo = (address: string): void => window.location.assign(address);

/** Whether script runs never changes. */
const never = () => () => undefined;

/**
 * Whether a sound is the first thing to offer: not where waiting is not advised, and not beside « Je suis de retour ».
 */
const soundComesFirst = (follow: FollowState["follow"]): boolean =>
  follow.state !== "absent" && follow.awayUntil === undefined && !follow.dueBack && !isTooLate(follow);
