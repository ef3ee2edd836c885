import { useTranslations } from "next-intl";
import { Pictogram } from "../../ui/pictogram.tsx";
import { pictureOf } from "#lib/queue/line/picture.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { ActButton } from "../act-button.tsx";
import { cardInHand } from "../last-act.ts";
import { TurnAwayButton } from "./turn-away.tsx";
import { TopicOfLast } from "../table/topic-and-language.tsx";
import { FetchLast } from "./fetch-last.tsx";
import { useLabels } from "../use-labels.ts";
import { useTablet } from "../tablet-context.ts";
import { useNextNumber } from "../use-hand.ts";
import { useDisabled } from "../use-disabled.ts";

const NOON = 12 * 60;

/** Below the line: give one more number, with its card; stop giving numbers, and start again. */
export function MoreNumbers() {
  const t = useTranslations("tablet.line");
  const door = useTranslations("tablet.door");
  const labels = useLabels();
  const { state, site, act, newId } = useTablet();
  const [networkActProps, lineActProps] = [useDisabled(), useDisabled("line")];
  const nextNumber = useNextNumber();
  const half = minuteOfDay(state.span.start, site.zone) < NOON ? "morning" : "afternoon";
  const given = state.numbers === "given";
  return (
    <div className="grid gap-2">
      {given && (
        <>
          <GivenCard />
          {/* Beside each other, so that the line above keeps its height. */}
          <div className="grid gap-2 md:grid-cols-2 md:items-center md:tall:grid-cols-1 md:not-has-[button]:hidden">
            <FetchLast low />
            <TopicOfLast low />
          </div>
          <div className="grid grid-cols-[3fr_2fr] gap-2 md:grid-cols-[2fr_1fr]">
            <ActButton
              look="ghost"
              {...lineActProps}
              actKey="add"
              onAct={() => act({ type: "add-visit", visit: newId() })}
            >
              <span>
                {t("add")}{" "}
                <span className="block font-normal md:text-[0.9rem] md:leading-tight">
                  {t("addCard", { number: nextNumber, picture: labels.picture(nextNumber) })}
                </span>
              </span>
            </ActButton>
            <ActButton
              look="quiet"
              {...lineActProps}
              actKey="add first"
              onAct={() => act({ type: "add-visit", visit: newId(), priority: true })}
            >
              <span>
                {door("priority")}{" "}
                {/* Beside the line there is no width for it: it is the card that its neighbour names. */}
                <span className="block font-normal md:sr-only">{door("priorityMeans", { number: nextNumber })}</span>
              </span>
            </ActButton>
          </div>
        </>
      )}
      {/* Side by side and in small letters, so that the line above keeps the height of two rows. */}
      <div className="grid grid-cols-2 gap-2">
        <ActButton
          look="quiet"
          {...networkActProps}
          actKey={given ? "stop" : "give again"}
          onAct={() => act({ type: given ? "stop-numbers" : "give-numbers" })}
        >
          <span className="md:text-[0.9rem] md:leading-tight">{given ? t("stop", { half }) : t("again")}</span>
        </ActButton>
        <TurnAwayButton />
      </div>
    </div>
  );
}

/** The card just given, until the next act. On a phone the space is kept, so that the button below does not move. */
function GivenCard() {
  const t = useTranslations("tablet.line");
  const labels = useLabels();
  const { state, ownCommands, now } = useTablet();
  const number = cardInHand(state, ownCommands, now);
  return (
    <p role="status" className="flex items-center justify-center gap-3 font-bold max-md:min-h-14">
      {number !== undefined && (
        <>
          <Pictogram picture={pictureOf(number)} size={40} />
          {t("giveNow", { number, picture: labels.picture(number) })}
        </>
      )}
    </p>
  );
}
