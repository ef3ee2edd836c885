import { useTranslations } from "next-intl";
import { handedOverTo, presentDesk, type LineState } from "#lib/queue/line/line-state.ts";
import { stillExpected } from "#lib/queue/acts/close.ts";
import type { Instant } from "#lib/time/instant.ts";
import { mayServe, nextItMayServe } from "#lib/queue/order/next-in-turn.ts";
import { Icon } from "#components/ui/icon.tsx";
import { hasEnded, type PausedVisit, type UncalledVisit } from "#lib/queue/line/visit.ts";
import { ReturningPeople } from "./returning-people.tsx";
import { BigButton } from "#components/tablet/act-button.tsx";
import { PersonHeading, NoAct, ActPair, type DeskParts, type DeskWords } from "./desk-side.tsx";
import { useActs, useTablet, type TabletState } from "#components/tablet/tablet-context.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { stateHeading } from "#components/tablet/state-heading.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useHand, useUnseenDesks, type Hand } from "#components/tablet/use-hand.ts";

/**
 * Nobody sits at the desk: who comes next, and one button to call them. Somebody handed over to this desk comes
 * before the line.
 */
export function freeParts(
  desk: number,
  { next, beyond }: Pick<Hand, "next" | "beyond">,
  { state }: Pick<TabletState, "state">,
  t: DeskWords,
): DeskParts {
  const [awaited] = handedOverTo(state, desk);
  if (awaited)
    return {
      shows: "awaited",
      label: t("nextUp"),
      person: <PersonHeading visit={awaited} line={t("nextUp")} large />,
      acts: <CallAwaited desk={desk} visit={awaited} next={next} />,
    };
  if (next)
    return {
      shows: "free",
      label: t("nextUp"),
      person: <PersonHeading visit={next} line={<NextUp desk={desk} next={next} />} large />,
      acts: (
        <>
          <ReturningPeople desk={desk} />
          <CallOrNextItMayServe desk={desk} next={next} />
        </>
      ),
    };
  if (beyond)
    return {
      shows: "beyond",
      label: t("handEmpty"),
      person: <OtherDesksTurn next={beyond} />,
      acts: (
        <>
          <ReturningPeople desk={desk} />
          <Call desk={desk} next={beyond} look="ghost" />
        </>
      ),
    };
  return { shows: "nobody", label: t("nobody"), person: <NobodyWaits />, acts: <NoCall desk={desk} /> };
}

/** Whose turn it is, and whether their topic is one that this desk does not serve. */
function NextUp({ desk, next }: { desk: number; next: UncalledVisit }) {
  const t = useTranslations("tablet.mine");
  const { state } = useTablet();
  const own = presentDesk(state, desk);
  return own && !mayServe(own, next) ? <strong className="text-ink">{t("notYours")}</strong> : t("nextUp");
}

/**
 * The call of whose turn it is; where this desk does not serve their topic, beside it the first whom it may serve. Not
 * without network: another desk may have called them (docs/line.md#desks-and-skills).
 */
function CallOrNextItMayServe({ desk, next }: { desk: number; next: UncalledVisit }) {
  const t = useTranslations("tablet.mine");
  const { state, now, outOfReach, act } = useTablet();
  const networkActProps = useDisabled("line");
  const own = presentDesk(state, desk);
  const other = own && !outOfReach && !mayServe(own, next) ? nextItMayServe(state, own, now) : undefined;
  if (!other) return <Call desk={desk} next={next} />;
  return (
    <ActPair
      secondary={
        <BigButton
          look="ghost"
          {...networkActProps}
          detail={t("yours")}
          actKey={`call ${other.id} skills`}
          onAct={() =>
            act({
              type: "call",
              visit: other.id,
              desk,
              override: "skills",
              expected: { visit: other.id, state: other.state },
            })
          }
        >
          {t("call", { number: other.number })}
        </BigButton>
      }
      primary={<Call desk={desk} next={next} />}
    />
  );
}

function Call({ desk, next, look = "full" }: { desk: number; next: UncalledVisit; look?: "full" | "ghost" }) {
  const t = useTranslations("tablet.mine");
  const { act } = useActs();
  const { call } = useHand(desk);
  const networkActProps = useDisabled("line");
  return (
    <BigButton look={look} {...networkActProps} actKey={`call ${next.id}`} onAct={() => act(call(next))}>
      {t("call", { number: next.number })}
    </BigButton>
  );
}

/** Without network this desk has called its people. Another one may have called who waits: it is asked before. */
function OtherDesksTurn({ next }: { next: UncalledVisit }) {
  const t = useTranslations("tablet.mine");
  const desks = useUnseenDesks();
  return (
    <div className="grid justify-items-center gap-3 pt-[8vh] text-center">
      <h2 {...stateHeading} className="text-[1.8rem]!">
        {t("handEmpty")}
      </h2>
      <p>{t("askBefore", { number: next.number, count: desks.length, desks: desks.join(", ") })}</p>
    </div>
  );
}

function CallAwaited({ desk, visit, next }: { desk: number; visit: PausedVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet");
  const { act } = useActs();
  return (
    <>
      <ReturningPeople desk={desk} but={visit.id} />
      <ActPair
        secondary={next ? <Call look="ghost" desk={desk} next={next} /> : <NoAct>{t("mine.nobody")}</NoAct>}
        primary={
          <BigButton actKey={`resume ${visit.id}`} onAct={() => act({ type: "resume", visit: visit.id })}>
            {t("awaited.resume", { number: visit.number })}
          </BigButton>
        }
      />
    </>
  );
}

/**
 * Numbers are stopped, no visit goes on at any desk or in the line, and nobody booked is to come: what is left is to
 * close.
 */
const nobodyIsLeft = (state: LineState, now: Instant): boolean =>
  state.numbers === "stopped" && state.visits.every(hasEnded) && stillExpected(state, now).length === 0;

function NobodyWaits() {
  const t = useTranslations("tablet.mine");
  const door = useTranslations("tablet.door");
  const labels = useLabels();
  const { state, now } = useTablet();
  const [expected] = state.expected;
  const isDone = nobodyIsLeft(state, now);
  return (
    <div className="grid justify-items-center gap-3 pt-[8vh] text-center">
      <span className="text-accent">
        <Icon name="check" size={64} />
      </span>
      <h2 {...stateHeading} className="text-[1.8rem]!">
        {t("nobody")}
      </h2>
      <p className="text-soft">
        {isDone && door("stopped")}
        {!isDone && (expected ? t("nextAppointment", { hour: labels.hour(expected.hour) }) : t("nobodyDo"))}
      </p>
    </div>
  );
}

function NoCall({ desk }: { desk: number }) {
  const t = useTranslations("tablet.mine");
  const bar = useTranslations("tablet.bar");
  const { state, now } = useTablet();
  return (
    <>
      <ReturningPeople desk={desk} />
      {/* From the end of the hours on the tablet asks by itself. */}
      <NoAct>{nobodyIsLeft(state, now) && now < state.span.end && t("closeHint", { menu: bar("more") })}</NoAct>
    </>
  );
}
