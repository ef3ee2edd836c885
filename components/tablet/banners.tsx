import { type ReactNode, useState } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { isOver, freedDeskOf } from "#lib/queue/line/line-state.ts";
import { assertNever } from "#lib/result.ts";
import { deferred } from "./deferred.tsx";
import { useTablet } from "./tablet-context.ts";
import { NETWORK_REASON, SUSPENDED_REASON, useDisabled } from "./use-disabled.ts";
import { useUnseenDesks } from "./use-hand.ts";
import { useLabels } from "./use-labels.ts";
import { isMessageUnsent } from "./unsent-message.ts";
import { ActButton } from "./act-button.tsx";
import { missingOf, toVerify } from "#lib/queue/acts/burst.ts";
import { VerifyNumbers } from "./line/verify-numbers.tsx";
import { CloseHalfDay } from "./line/close-half-day.tsx";
import { TabletDialog } from "./tablet-dialog.tsx";

type Tone = "warn" | "calm";

const tones: Record<Tone, string> = {
  warn: "border-b-[3px] border-edge bg-turn-soft font-bold",
  calm: "border-b-2 border-hair bg-accent-soft",
};

/**
 * A strip under the top bar: a sentence, and a button for what can be done about it. `calm`: information, not a
 * problem.
 */
const Strip = ({ icon, tone = "warn", children }: { icon: IconName; tone?: Tone; children: ReactNode }) => (
  <div
    className={`flex flex-wrap items-center gap-3 px-4 py-2 *:[span]:min-w-0 *:[span]:flex-1 *:[span]:basis-56 ${tones[tone]}`}
  >
    <Icon name={icon} />
    {children}
  </div>
);

/**
 * Why the server cannot be used as usual: signed out, not allowed, busy, not announcing changes, or out of reach since
 * a given hour; says what happens to unsent acts and what has to wait. Once they have gone a screen reader hears it. It
 * is written from the same `connection` as the tag above it.
 */
export function NetworkBanner() {
  return (
    <div role="status">
      <NetworkSentence />
    </div>
  );
}

const NetworkSentence = deferred(function NetworkSentence() {
  const t = useTranslations("tablet.network");
  const labels = useLabels();
  const { connection, site, state, unkept, sentLate } = useTablet();
  const unseen = useUnseenDesks();
  // No sentence below may say that what was done is kept.
  if (unkept && connection.state !== "saved" && connection.kept > 0)
    return (
      <Strip icon="warning">
        <span id={NETWORK_REASON}>{t("unkept")}</span>
        {connection.state === "signed-out" && (
          // The page stays open beside it.
          <a href={site.signIn} target="_blank" rel="noreferrer" className={buttonClass()}>
            {t("signIn")}
          </a>
        )}
      </Strip>
    );
  // A shared tablet ends with its half-day, and the page says so.
  if (site.shared && connection.state === "signed-out" && connection.kept === 0 && isOver(state)) return null;
  switch (connection.state) {
    case "saved":
      // The tag above shows it, in the same room: a strip that goes with the next act would move what is under the
      // finger.
      return sentLate === undefined ? null : <span className="sr-only">{t("sent", { count: sentLate })}</span>;
    case "sending":
      return null;
    case "busy":
      return (
        <Strip icon="clock">
          <span>{t("busy")}</span>
        </Strip>
      );
    case "not-followed":
      return (
        <Strip icon="clock" tone="calm">
          <span>{t("notFollowed")}</span>
        </Strip>
      );
    case "signed-out":
      return (
        <Strip icon="no-network">
          <span id={NETWORK_REASON}>{t("signedOut")}</span>
          <a href={site.signIn} className={buttonClass()}>
            {t("signIn")}
          </a>
        </Strip>
      );
    case "not-allowed":
      return (
        <Strip icon="no-network">
          <span id={NETWORK_REASON}>{t("notAllowed")}</span>
        </Strip>
      );
    case "no-network":
    case "no-answer":
    case "server-away":
      return (
        <Strip icon="no-network">
          <span id={NETWORK_REASON}>
            {t(OUT_OF_REACH[connection.state], {
              hour: labels.hour(connection.since),
              over: isOver(state) ? "yes" : "no",
            })}{" "}
            {!isOver(state) && (
              <span className="font-normal">
                {unseen.length > 0
                  ? t("others", { count: unseen.length })
                  : // The other two sentences say themselves to go on.
                    connection.state === "no-network" && t("alone")}
              </span>
            )}
          </span>
        </Strip>
      );
    default:
      return assertNever(connection);
  }
});

/** The sentence of each reason for which no answer comes. */
const OUT_OF_REACH = { "no-network": "lost", "no-answer": "noAnswer", "server-away": "siteDown" } as const;

/** The line is suspended: no numbers and no calls until somebody of the team resumes it. */
export function SuspendedBanner() {
  const t = useTranslations("tablet.suspended");
  const { state, act } = useTablet();
  const networkActProps = useDisabled();
  if (!state.suspended) return null;
  return (
    <div role="status">
      <Strip icon="warning">
        <span id={SUSPENDED_REASON}>{t("what")}</span>
        <ActButton {...networkActProps} actKey="resume the line" onAct={() => act({ type: "resume-line" })}>
          {t("resume")}
        </ActButton>
      </Strip>
    </div>
  );
}

/**
 * Many numbers were taken from one network address, or the team alone gives numbers: what the team can do about it
 * (docs/line.md#a-burst-of-numbers).
 */
export function BurstBanner() {
  const t = useTranslations("tablet.burst");
  const { state, act } = useTablet();
  const networkActProps = useDisabled("server");
  const [isVerifying, verify] = useState(false);
  const asked = toVerify(state).length;
  const missing = missingOf(state).length;
  const isByTeam = state.numbersByTeam === true;
  const isShown = !isOver(state) && (asked > 0 || missing > 0 || isByTeam);
  return (
    <div role="status">
      {isShown && (
        <Strip icon={asked > 0 ? "warning" : "number"} tone={asked > 0 ? "warn" : "calm"}>
          <span>
            {[
              asked > 0 && t("what", { count: asked }),
              asked === 0 && missing > 0 && t("missing", { count: missing }),
              isByTeam && t("byTeam"),
            ]
              .filter(Boolean)
              .join(" ")}
          </span>
          {asked + missing > 0 && (
            <ActButton look="quiet" actKey="verify" onAct={() => verify(true)}>
              {t("verify")}
            </ActButton>
          )}
          {(asked > 0 || isByTeam) && (
            <ActButton
              look="quiet"
              {...networkActProps}
              actKey={`numbers by team ${isByTeam}`}
              onAct={() => act({ type: "numbers-by-team", on: !isByTeam })}
            >
              {t(isByTeam ? "byAll" : "onlyTeam")}
            </ActButton>
          )}
        </Strip>
      )}
      {isVerifying && (
        <TabletDialog label={t("verify")} onClose={() => verify(false)}>
          <VerifyNumbers onClose={() => verify(false)} />
        </TabletDialog>
      )}
    </div>
  );
}

/**
 * Somebody else of the team has freed this conseiller's desk: what happened, and what to do. It stays until they sit
 * down again, also when the page is loaded anew (docs/line.md#desks-and-skills).
 */
export const FreedBanner = deferred(function FreedBanner() {
  const t = useTranslations("tablet.freed");
  const labels = useLabels();
  const { state, site } = useTablet();
  const freed = state.status === "open" ? freedDeskOf(state, site.me) : undefined;
  const said = freed && { desk: freed.desk, hour: labels.hour(freed.at) };
  return (
    <div role="status">
      {said && (
        <Strip icon="warning">
          <span>{freed.by === "coordination" ? t("coordination", said) : t("reception", said)}</span>
        </Strip>
      )}
    </div>
  );
});

/**
 * After the planned end the conseiller is asked to close the half-day (docs/line.md#closing).
 */
export function EndBanner() {
  const t = useTranslations("tablet.closing");
  const labels = useLabels();
  const { state, now } = useTablet();
  const [closing, close] = useState(false);
  if (state.status !== "open" || now < state.span.end) return null;
  return (
    <Strip icon="clock" tone="calm">
      <span>{t("isTime", { hour: labels.hour(state.span.end) })}</span>
      <ActButton look="quiet" actKey="end" onAct={() => close(true)}>
        {t("title")}
      </ActButton>
      {closing && (
        <TabletDialog label={t("title")} onClose={() => close(false)}>
          <CloseHalfDay onClose={() => close(false)} />
        </TabletDialog>
      )}
    </Strip>
  );
}

/** The message that the room reads now, shown on every tablet so that anybody of the team can remove it. */
export function MessageBanner() {
  const t = useTranslations("tablet.announce");
  const tablet = useTablet();
  const { state, act } = tablet;
  const networkActProps = useDisabled();
  const { message } = state;
  // Once the half-day is over nobody reads it any more, and it cannot be removed.
  if (message === undefined || isOver(state)) return null;
  return (
    <Strip icon="speech" tone="calm">
      <span>{t(isMessageUnsent(tablet) ? "unsent" : "shown", { message })}</span>
      <ActButton
        look="quiet"
        {...networkActProps}
        actKey={`take away ${message}`}
        onAct={() => act({ type: "announce", message: "" })}
      >
        {t("takeAway")}
      </ActButton>
    </Strip>
  );
}
