"use client";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import type { WireLiveBoard } from "#lib/wire/board.ts";
import { fill } from "./fill.ts";
import type { Followed, FollowWords } from "./follow-words.ts";
import type { FollowParts } from "./follow-parts.ts";
import { FollowView } from "./follow-view.tsx";
import { hasEnded } from "./has-ended.ts";
import { isServed } from "./is-served.ts";
import { SoundButton } from "./sound-button.tsx";
import { isTooLate } from "./turn-words.tsx";
import { useBoards } from "./use-boards.ts";
import { useBell } from "./use-bell.ts";

type Given = { permanence: string; first: Followed; words: FollowWords; parts: FollowParts; withoutScript: ReactNode; reload?: () => void };

/** The page of one number: whole as the server made it, then live. A call arrives by push and is said at once. */
export function FollowLive({ permanence, first, words, parts, withoutScript, reload = loadAgain }: Given) {
  const [{ followed, gone }, setState] = useState({ followed: first, gone: false });
  const hasScript = useSyncExternalStore(never, () => true, () => false);
  const { number } = first.follow;
  const called = followed.follow.state === "called";
  const bell = useBell(called);

  const silent = useBoards(permanence, (board) => setState((before) => after(before.followed, board, number)));

  // How a visit ended is on the server when it is no longer on the board.
  useEffect(() => {
    if (gone) reload();
  }, [gone, reload]);

  const sentence = called ? fill(words.turn.called.say, { number, desk: followed.follow.desk ?? "" }) : "";
  useTitle(sentence);

  const retry = (): void => void isServed().then((served) => served && reload());
  const sound = hasScript ? <SoundButton bell={bell} called={called} words={words.turn.sound} look={isTooLate(followed.follow) ? "ghost" : "full"} /> : <div className="min-h-14">{withoutScript}</div>;
  return (
    <>
      <p role="alert" className="sr-only">{hasScript ? sentence : ""}</p>
      <FollowView followed={followed} words={words} parts={parts} silent={silent} retry={retry} sound={sound} withoutScript={withoutScript} />
    </>
  );
}

/** The newest board's word on this number. `gone`: it waited when last heard of, and is no longer on the board. */
function after(before: Followed, board: WireLiveBoard, number: number): { followed: Followed; gone: boolean } {
  const { version, alive, message, asOf } = board;
  if (version < before.version) return { followed: before, gone: false };
  const follow = board.follows.find((one) => one.number === number);
  if (follow) return { followed: { follow, version, alive, message, asOf }, gone: false };
  return { followed: { ...before, version, alive, message, asOf }, gone: version > before.version && !hasEnded(before.follow.state) };
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

const loadAgain = (): void => window.location.reload();

/** Whether there is script never changes. */
const never = () => () => undefined;
