import { useTranslations } from "next-intl";
import { Fragment, useDeferredValue, useId, type ReactNode } from "react";
import { isThere, type Visit, pictureOf } from "#lib/queue/line/visit.ts";
import { CONTENT } from "#components/ui/skip-link.tsx";
import { LINE_ID } from "#components/tablet/line/line-list.tsx";
import { deferred, useDeferredTablet } from "#components/tablet/deferred.tsx";
import { TabletProvider, useTablet } from "#components/tablet/tablet-context.ts";
import { ActNotices } from "#components/tablet/act-notices.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { useLabels } from "#components/tablet/use-labels.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useMinWidth } from "#components/tablet/use-min-width.ts";
import { lastAct } from "#components/tablet/last-act.ts";

/** What the desk's side shows of who is there. */
export type DeskParts = {
  /** Which state of whom: with another one the acts are other buttons, and all else stays where it is. */
  readonly shows: string;
  /** What the side is called. */
  readonly label: string;
  readonly person: ReactNode;
  readonly acts: ReactNode;
};

/** The words of the parts. */
export type DeskWords = ReturnType<typeof useTranslations<"tablet.mine">>;

/**
 * The desk's side of the screen: who is there, the notices, and the acts. The acts stay at the bottom. `facts`: what
 * may be noted and nothing waits for; on a phone below the acts, so that they stay where they are when it comes and
 * goes.
 */
export function DeskSide({ shows, label, person, facts, acts }: DeskParts & { facts: ReactNode }) {
  const above = useMinWidth("48rem");
  const tablet = useTablet();
  const followed = useDeferredTablet();
  // After an act the new state is painted before what may be noted of it. What changes while the desk shows the same
  // answers a tap.
  const before = useDeferredValue({ shows, facts });
  const isSame = before.shows === shows;
  const noted = <TabletProvider value={isSame ? tablet : followed}>{isSame ? facts : before.facts}</TabletProvider>;
  return (
    <section
      id={CONTENT}
      tabIndex={-1}
      aria-label={label}
      className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-5 focus:outline-none sm:px-8"
    >
      <ToTheLine />
      {person}
      {/* It scrolls by itself where it is too low: the acts below stay where they are. */}
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)] content-start gap-4 md:-mx-1 md:min-h-30 md:overflow-y-auto md:p-1 md:max-lg:tall:min-h-60">
        <ActNotices />
        {/* What a phone shows below does not stand here before its script has started either. */}
        {above && <div className="contents max-md:hidden">{noted}</div>}
      </div>
      <div className="grid gap-3">
        <Fragment key={shows}>{acts}</Fragment>
        <UndoLast />
      </div>
      {!above && noted}
    </section>
  );
}

/** On a phone the line is below the desk: a link leads there. */
const ToTheLine = deferred(function ToTheLine() {
  const t = useTranslations("tablet.line");
  const { state, now } = useTablet();
  return (
    <a href={`#${LINE_ID}`} className="flex min-h-target items-center md:hidden">
      {t("see", { count: state.visits.filter((visit) => isThere(visit, now)).length })}
    </a>
  );
});

/**
 * The number, the topic, the language unless it is French, and one line on the state. `large`: nobody sits here yet, so
 * it uses the space.
 */
export function PersonHeading({ visit, line, large = false }: { visit: Visit; line: ReactNode; large?: boolean }) {
  const labels = useLabels();
  const number = useId();
  const name = useId();
  const language = labels.language(visit.language);
  const withLanguage = (text: string): string => (language === undefined ? text : `${text} · ${language}`);
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <p
        id={number}
        className={`number ${large ? "text-[clamp(5rem,min(18vw,20vh),11rem)]" : "text-[clamp(4.5rem,11vw,6.7rem)]"}`}
      >
        {visit.number}
      </p>
      <div className="min-w-0 flex-1 basis-44">
        <h2
          {...stateHeading}
          id={name}
          aria-labelledby={`${number} ${name}`}
          className="flex items-center gap-4 text-[1.55rem]!"
        >
          {visit.topic === undefined ? (
            <>
              <Picture of={visit} size={large ? 84 : 56} />
              {withLanguage(labels.picture(visit.number))}
            </>
          ) : (
            withLanguage(labels.topic(visit.topic))
          )}
        </h2>
        <p className="text-[1.1rem] text-soft tabular-nums">{line}</p>
        {visit.topic !== undefined && (
          <p className="mt-1 flex items-center gap-3 text-soft">
            <Picture of={visit} size={large ? 84 : 34} />
            {labels.picture(visit.number)}
          </p>
        )}
      </div>
    </div>
  );
}

const Picture = ({ of, size }: { of: Visit; size: number }) => (
  <Pictogram picture={pictureOf(of.number)} size={size} className="text-ink" />
);

/**
 * The two acts of a desk. Both places always exist, so that « Terminer » does not move when somebody takes a number;
 * when stacked, the main act is above.
 */
export function ActPair({ secondary, primary }: { secondary: ReactNode; primary: ReactNode }) {
  const beside = useMinWidth("64rem");
  const one = <Fragment key="secondary">{secondary}</Fragment>;
  const other = <Fragment key="primary">{primary}</Fragment>;
  return <div className="grid gap-3.5 lg:grid-cols-[1fr_2fr]">{beside ? [one, other] : [other, one]}</div>;
}

/** A place without an act now, as large as one; it says why, or is empty. */
export const NoAct = ({ children }: { children?: ReactNode }) => (
  <p className="grid min-h-24 place-content-center rounded-[18px] border-2 border-dashed border-hair px-3 py-2 text-center text-soft">
    {children}
  </p>
);

/** Undoes the last act, for a minute. The space is kept when there is nothing to undo. */
function UndoLast() {
  const t = useTranslations("tablet.undo");
  const { state, ownCommands, now, act } = useTablet();
  const last = lastAct(state, ownCommands, now);
  return (
    <div className="flex min-h-14 items-center justify-center">
      {last && (
        <ActButton
          look="quiet"
          className="flex-wrap gap-y-0! border-transparent! bg-transparent! font-normal! text-soft!"
          actKey={`undo ${last.command}`}
          onAct={() => act({ type: "undo", command: last.command })}
        >
          <span className="font-bold text-balance underline underline-offset-4">
            {t(last.done, { number: last.number })}
          </span>
          <span className="tabular-nums">{t("remaining", { seconds: last.seconds })}</span>
        </ActButton>
      )}
    </div>
  );
}
