import { useTranslations } from "next-intl";
import { LAST_DESK } from "#lib/queue/acts/take-desk.ts";
import { occupantOf, type Desk } from "#lib/queue/line/line-state.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { highestDesk } from "#components/tablet/screen.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { OtherDesk } from "./other-desks.tsx";

/**
 * For reception and coordination: a desk whose conseiller is not there is freed, whoever is there is taken over by
 * another, and a desk is added (docs/line.md#desks-and-skills).
 */
export function ArrangeDesks({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.desks");
  const { state, site, act } = useTablet();
  const networkActProps = useDisabled("server");
  const held = state.desks.filter((desk) => desk.state !== "left" && desk.conseiller !== site.me);
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      <p className="text-soft">{t(held.length === 0 ? "nobody" : "lead")}</p>
      <ul className="grid gap-3">
        {held.map((desk) => (
          <HeldDesk key={desk.number} desk={desk} onClose={onClose} />
        ))}
      </ul>
      {highestDesk(state) < LAST_DESK && (
        <ActButton
          look="ghost"
          className="min-h-18"
          {...networkActProps}
          actKey={`add desk ${highestDesk(state) + 1}`}
          onAct={() => (act({ type: "add-desk" }), onClose())}
        >
          {t("add")}
        </ActButton>
      )}
      <ActButton look="quiet" actKey="close" onAct={onClose}>
        {t("close")}
      </ActButton>
    </div>
  );
}

/** A desk that a colleague holds: to be freed, and its person to go on at another one. */
function HeldDesk({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const t = useTranslations("tablet.desks");
  const { state, act } = useTablet();
  const networkActProps = useDisabled("server");
  const visit = occupantOf(state, desk.number);
  const others = state.desks.filter(
    (other) => other.state === "present" && other.number !== desk.number && !occupantOf(state, other.number),
  );
  return (
    <li className="grid gap-2 rounded-control border-2 border-hair p-3">
      <p className="font-bold">
        {desk.state === "break" ? t("break", { desk: desk.number }) : <OtherDesk desk={desk} />}
      </p>
      {visit &&
        others.map((other) => (
          <ActButton
            key={other.number}
            look="ghost"
            {...networkActProps}
            actKey={`take over ${visit.id} to ${other.number}`}
            onAct={() => (act({ type: "take-over", visit: visit.id, desk: other.number }), onClose())}
          >
            {t(visit.state === "called" ? "call" : "continue", { number: visit.number, desk: other.number })}
          </ActButton>
        ))}
      <ActButton
        look="ghost"
        {...networkActProps}
        actKey={`free ${desk.number} ${visit?.id}`}
        onAct={() => (act({ type: "free-desk", desk: desk.number }), onClose())}
      >
        {t("free", { desk: desk.number })}
      </ActButton>
      {visit && (
        <p className="text-soft">{t(visit.state === "called" ? "keepsPlace" : "isNext", { number: visit.number })}</p>
      )}
    </li>
  );
}
