import { visitOf, occupantOf } from "#lib/queue/line/line-state.ts";
import { isUncalled, type UncalledVisit, type WaitingVisit } from "#lib/queue/line/visit.ts";
import type { Override } from "#lib/queue/acts/call.ts";
import { overtakenBy } from "#lib/queue/order/who-may-pass.ts";
import { minutesAway } from "#lib/queue/acts/away.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActButton } from "#components/tablet/act-button.tsx";
import type { RequestedAct } from "#components/tablet/device/line-store.ts";
import { FetchButton } from "#components/tablet/door/fetch-last.tsx";
import { Why } from "./why.tsx";
import { ReferTo } from "#components/tablet/desk/refer-to.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useHand } from "#components/tablet/use-hand.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { useLabels } from "#components/tablet/use-labels.ts";

/** What can be done for the person whose row was tapped, as long as they wait: a colleague may call them meanwhile. */
export function PersonDialog({
  visit: id,
  desk,
  onClose,
}: {
  visit: string | undefined;
  desk?: number;
  onClose: () => void;
}) {
  const { state } = useTablet();
  const visit = id === undefined ? undefined : visitOf(state, id);
  return visit && isUncalled(visit) ? (
    <PersonActs visit={visit} onClose={onClose} {...(desk !== undefined && { desk })} />
  ) : null;
}

const REASONS = [
  ["urgent", "urgent"],
  ["child", "child"],
  ["wrong-number", "wrongNumber"],
  ["skills", "skills"],
] as const satisfies readonly (readonly [Override, string])[];

/**
 * Acts for one person of the line. Calling out of turn at `desk` requires one of four reasons and is counted
 * (docs/line.md#priority-and-overrides); who missed a call and stands there now is called without one
 * (docs/line.md#missed-calls).
 */
function PersonActs({ visit, desk, onClose }: { visit: UncalledVisit; desk?: number; onClose: () => void }) {
  const t = useTranslations("tablet.choices");
  const { state, now, act } = useTablet();
  const networkActProps = useDisabled();
  const lineActProps = useDisabled("line");
  const language = useLabels().language(visit.language);
  const [referring, refer] = useState(false);
  const [explaining, explain] = useState(false);
  const { id, number } = visit;
  const occupant = desk === undefined ? undefined : occupantOf(state, desk);
  // Without a desk the turn is that of the line.
  const hand = useHand(desk ?? 0);
  const isNext = hand.next?.id === id;
  const expected = { visit: id, state: visit.state };
  const actAndClose = (request: RequestedAct) => (): void => {
    act(request);
    onClose();
  };
  if (referring) return <ReferTo visit={visit} onClose={onClose} />;
  if (explaining) return <Why visit={visit} onClose={onClose} />;
  return (
    <TabletDialog label={t("title", { number })} onClose={onClose}>
      <div className="grid gap-5">
        <div>
          <h2 className="text-[1.55rem]!">{t("title", { number })}</h2>
          <p className="text-soft">{t(isNext ? "turn" : visit.state === "absent" ? "missedCall" : "notTurn")}</p>
          {language !== undefined && <p className="text-soft">{t("language", { language })}</p>}
          {desk !== undefined && hand.otherDeskFor(visit) !== undefined && (
            <p className="font-bold">{t("mayBeCalled")}</p>
          )}
        </div>
        {!isNext && (
          <ActButton look="quiet" actKey={`why ${id}`} onAct={() => explain(true)}>
            {t("whyLater")}
          </ActButton>
        )}
        {desk !== undefined && !occupant && isNext && (
          <ActButton {...lineActProps} className="min-h-18" actKey={`call ${id}`} onAct={actAndClose(hand.call(visit))}>
            {t("callNow", { number })}
          </ActButton>
        )}
        {desk !== undefined && !occupant && !isNext && visit.state === "absent" && (
          <div className="grid gap-3">
            <p className="font-bold">{t("isThere")}</p>
            <ActButton
              {...lineActProps}
              className="min-h-18"
              actKey={`call ${id}`}
              onAct={actAndClose({ type: "call", visit: id, desk, expected })}
            >
              {t("callNow", { number })}
            </ActButton>
            {overtakenBy(state, visit, now).length > 0 && <p className="text-soft">{t("counted")}</p>}
          </div>
        )}
        {desk !== undefined && !occupant && !isNext && visit.state === "waiting" && (
          <fieldset className="grid gap-3">
            <legend className="mb-2 font-bold">{t("why", { number })}</legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {REASONS.map(([override, word]) => (
                <ActButton
                  key={override}
                  look="ghost"
                  {...lineActProps}
                  className="min-h-18"
                  actKey={`call ${id} ${override}`}
                  onAct={actAndClose({ type: "call", visit: id, desk, override, expected })}
                >
                  {t(word)}
                </ActButton>
              ))}
            </div>
            <p className="text-soft">{t("counted")}</p>
          </fieldset>
        )}
        <div className="grid gap-3 border-t-2 border-hair pt-5 sm:grid-cols-2">
          {!visit.priority && (
            <ActButton
              look="quiet"
              {...networkActProps}
              actKey={`prioritise ${id}`}
              onAct={actAndClose({ type: "prioritise", visit: id })}
            >
              {t("prioritise")}
            </ActButton>
          )}
          <FetchButton visit={visit} onDone={onClose} />
          <ActButton
            look="quiet"
            {...networkActProps}
            actKey={`leave ${id}`}
            onAct={actAndClose({ type: "leave", visit: id, by: "staff" })}
          >
            {t("leave")}
          </ActButton>
          <ActButton look="quiet" {...networkActProps} actKey={`refer ${id}`} onAct={() => refer(true)}>
            {t("refer")}
          </ActButton>
        </div>
        {visit.state === "waiting" && <AwayChoice visit={visit} onClose={onClose} />}
        {occupant && <p className="border-t-2 border-hair pt-5 text-soft">{t("busy", { number: occupant.number })}</p>}
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("close")}
        </ActButton>
      </div>
    </TabletDialog>
  );
}

/** Records that a person goes out for some minutes and keeps their place, or that they are back early. */
function AwayChoice({ visit, onClose }: { visit: WaitingVisit; onClose: () => void }) {
  const t = useTranslations("tablet.away");
  const labels = useLabels();
  const { state, now, act } = useTablet();
  const networkActProps = useDisabled();
  const { id, awayUntil } = visit;
  if (awayUntil !== undefined && now < awayUntil) {
    return (
      <ActButton
        look="ghost"
        {...networkActProps}
        actKey={`here ${id}`}
        onAct={() => (act({ type: "away", visit: id }), onClose())}
      >
        {t("here", { hour: labels.hour(awayUntil) })}
      </ActButton>
    );
  }
  const offered = minutesAway(state, visit, now);
  if (offered.length === 0) return null;
  return (
    <fieldset className="grid gap-3 border-t-2 border-hair pt-5">
      <legend className="float-start mb-2 font-bold">{t("title")}</legend>
      <div className="flex gap-3 *:flex-1">
        {offered.map((minutes) => (
          <ActButton
            key={minutes}
            look="quiet"
            {...networkActProps}
            actKey={`away ${id} ${minutes}`}
            onAct={() => (act({ type: "away", visit: id, until: plusMinutes(now, minutes) }), onClose())}
          >
            {t("minutes", { minutes })}
          </ActButton>
        ))}
      </div>
    </fieldset>
  );
}
