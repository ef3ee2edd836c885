import { useTranslations } from "next-intl";
import { memo, useEffect, useMemo, useState } from "react";
import { finished, type InParts } from "#lib/queue/wait/simulate-turns.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND } from "#lib/time/instant.ts";
import { answersOfMinute, minuteOf, type AnswersBeforeClosing } from "#lib/queue/wait/estimate-wait.ts";
import { deferred } from "#components/tablet/deferred.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { usePace } from "#components/tablet/use-pace.ts";
import { lineRows } from "./line-list.tsx";

/**
 * How many people will be called before the half-day ends, by the same estimate as on their phones
 * (docs/line.md#before-closing); without network it says why there is no answer.
 */
export const BeforeEnd = deferred(function BeforeEnd() {
  const t = useTranslations("tablet.bar");
  const labels = useLabels();
  const tablet = useTablet();
  const { state, waiting, now, offline, outOfReach, site } = tablet;
  if (now >= state.span.end) return null;
  if (outOfReach && lineRows(tablet).length > 0)
    return <p className="text-soft">{t("beforeUnknown", { hour: labels.hour(state.span.end) })}</p>;
  if (offline) return null;
  const minute = minuteOf(now);
  const sent = site.answersAtFirst;
  const isAsSent = sent?.version === state.version && sent.minute === minute && waiting.length === 0;
  return <Answers line={state} minute={minute} asSent={isAsSent ? sent.answers : undefined} />;
});

const ANSWERS = ["yes", "maybe", "no"] as const;

/** `asSent`: the answers that the server wrote into the page, where they are those of this line and minute. */
type OfMinute = {
  readonly line: LineState;
  readonly minute: number;
  readonly asSent: AnswersBeforeClosing | undefined;
};

/** Estimated anew with another line, or another minute. */
const Answers = memo(function Answers(props: OfMinute) {
  const t = useTranslations("tablet.bar");
  const labels = useLabels();
  const answers = useAnswers(props);
  const { end } = props.line.span;
  const told = ANSWERS.filter((answer) => answers[answer] > 0);
  if (told.length === 0) return null;
  const isSure = told.length === 1 && told[0] === "yes";
  return (
    <p className="text-soft">
      {isSure
        ? t("beforeAll", { waiting: answers.yes, hour: labels.hour(end) })
        : `${t("before", { hour: labels.hour(end) })} ${told.map((answer) => t(answer, { count: answers[answer] })).join(" · ")}`}
    </p>
  );
});

/**
 * Milliseconds from when answers are known until those of another line are worked out: acts follow each other faster,
 * and nobody reads a sentence so often.
 */
const RESTS_FOR = 2 * SECOND;

/**
 * The answers at the end of that minute. Until those of another line or minute are worked out, at once or `RESTS_FOR`
 * after the last ones, these stand: the line is simulated many times, which would hold up the next taps.
 */
function useAnswers({ line, minute, asSent }: OfMinute): AnswersBeforeClosing {
  const pace = usePace();
  // Another object for each line, minute and pace, and nothing else.
  const begin = useMemo(
    () => (): InParts<AnswersBeforeClosing> => answersOfMinute(line, minute, pace),
    [line, minute, pace],
  );
  const [known, know] = useState(() => ({ of: begin, answers: asSent ?? finished(begin()) }));
  const isKnown = known.of === begin;
  const [isResting, rest] = useState(false);
  useEffect(() => {
    if (isKnown || isResting) return undefined;
    return inParts(begin(), (answers) => {
      know({ of: begin, answers });
      rest(true);
    });
  }, [begin, isKnown, isResting]);
  useEffect(() => {
    if (!isResting) return undefined;
    const resting = setTimeout(() => rest(false), RESTS_FOR);
    return () => clearTimeout(resting);
  }, [isResting]);
  return known.answers;
}

/** So many of the simulated lines are played between two taps: under 5 ms on a slow tablet. */
const PARTS_AT_ONCE = 4;

/**
 * Does the work in the pauses that the page has, and tells its answer, unless the returned function is called before.
 */
function inParts<Answer>(work: InParts<Answer>, tell: (answer: Answer) => void): () => void {
  let pause: ReturnType<typeof setTimeout>;
  const goOn = (): void => {
    for (let part = 0; part < PARTS_AT_ONCE; part += 1) {
      const step = work.next();
      if (step.done) return tell(step.value);
    }
    pause = setTimeout(goOn);
  };
  pause = setTimeout(goOn);
  return () => clearTimeout(pause);
}
