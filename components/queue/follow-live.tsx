"use client";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { fill } from "./browser-text.ts";
import { followAfterBoard, type FollowState } from "./follow-state.ts";
import type { FollowLabels, FollowParts } from "./follow-content.ts";
import { FollowView } from "./follow-view.tsx";
import { serverAnswers } from "./board-stream.ts";
import { rememberInTab, readTabMemory, RememberedTicks } from "./tab-memory.tsx";
import { SoundButton } from "./sound-button.tsx";
import { isTooLate } from "./follow-waiting.tsx";
import { useAwayForm } from "./away-form.tsx";
import { useLiveBoards } from "./use-live-boards.ts";
import { useBell } from "./bell.ts";

type Given = {
  permanence: string;
  first: FollowState;
  labels: FollowLabels;
  parts: FollowParts;
  withoutScript: ReactNode;
  reload?: () => void;
  go?: (address: string) => void;
};

/** The page of one number: whole as the server made it, then live. A call arrives by push and is said at once. What was ticked, and that a sound was on, is kept in this tab. */
export function FollowLive({ permanence, first, labels, parts, withoutScript, reload = loadAgain, go = goTo }: Given) {
  const [{ followed, gone }, setState] = useState({ followed: first, gone: false });
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const { number } = first.follow;
  const kept = `numero ${permanence} ${number}`;
  const called = followed.follow.state === "called";
  const bell = useBell(called, () => rememberInTab(kept, { sound: true }));
  const away = useAwayForm(parts.away, followed, go);

  const silent = useLiveBoards(permanence, (board) =>
    setState((before) => followAfterBoard(before.followed, board, number)),
  );

  // How a visit ended is on the server when it is no longer on the board.
  useEffect(() => {
    if (gone) reload();
  }, [gone, reload]);

  const sentence = called ? fill(labels.turn.called.say, { number, desk: followed.follow.desk ?? "" }) : "";
  useTitle(sentence);
  useTop(called);

  const retry = (): void => void serverAnswers().then((served) => served && reload());
  const sound = hasScript ? (
    <SoundButton
      bell={bell}
      called={called}
      cut={readTabMemory(kept).sound ?? false}
      labels={labels.turn.sound}
      look={isTooLate(followed.follow) || followed.follow.state === "absent" ? "ghost" : "full"}
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
        parts={{ ...parts, away, prepare: <RememberedTicks name={kept}>{parts.prepare}</RememberedTicks> }}
        silent={silent}
        retry={retry}
        sound={sound}
        withoutScript={withoutScript}
      />
    </>
  );
}

/** A call is read in the list of tabs too. */
function useTitle(sentence: string): void {
  useEffect(() => {
    if (sentence === "") return undefined;
    const before = document.title;
    document.title = sentence;
    return () => void (document.title = before);
  }, [sentence]);
}

/** Whoever had read further down sees the call, and not what stands below it. */
function useTop(called: boolean): void {
  useEffect(() => {
    if (called) window.scrollTo(0, 0);
  }, [called]);
}

const goTo = (address: string): void => window.location.assign(address);

const loadAgain = (): void => window.location.reload();

/** Whether there is script never changes. */
const never = () => () => undefined;
