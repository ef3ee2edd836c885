import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { orderRules } from "#components/order-rules.ts";
import { Written } from "#components/ui/written.tsx";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { SECOND } from "#lib/time/instant.ts";

/** Long enough to be read twice by people who read little. */
const EACH = 12 * SECOND;

/** More letters than this take a fourth line at the full size, and would push the call. */
const LONG = 60;

/**
 * The order law, one sentence at a time, without movement; first what the team has to say. Whoever asked for less
 * movement sees all of it at once, smaller.
 */
export function BoardSentences({ board }: { board: LiveBoard | undefined }) {
  const t = useTranslations("rules");
  const letPast = board?.follows.some((follow) => follow.letPast && follow.state === "waiting") ?? false;
  const rules = orderRules.map(([rule]) => t(rule));
  const sentences = [
    ...(board?.message === undefined ? [] : [board.message]),
    ...(letPast ? [t("letPast")] : []),
    ...rules,
  ];
  const said = (sentence: string | undefined) =>
    sentence !== undefined && sentence === board?.message ? <Written words={sentence} /> : sentence;
  const turn = useTurn(sentences.length, board?.message);
  return (
    <>
      <p className={`motion-reduce:hidden ${(sentences[turn]?.length ?? 0) > LONG ? "text-[calc(5*var(--u))]" : ""}`}>
        {said(sentences[turn])}
      </p>
      <ul className="hidden gap-[calc(0.6*var(--u))] text-[calc(3.4*var(--u))] motion-reduce:grid">
        {sentences.map((sentence) => (
          <li key={sentence}>{said(sentence)}</li>
        ))}
      </ul>
    </>
  );
}

/** Whose turn it is to be read, of so many; begins again when there are more or less, or the team has something new to say. */
function useTurn(count: number, message: string | undefined): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setTurn(0);
    const turning = setInterval(() => setTurn((before) => (before + 1) % count), EACH);
    return () => clearInterval(turning);
  }, [count, message]);
  return turn % count;
}
