import { useTranslations } from "next-intl";
import { isLastCall } from "#lib/queue/acts/serve.ts";
import type { CalledVisit } from "#lib/queue/line/visit.ts";
import { SECOND } from "#lib/time/instant.ts";
import { Awaited } from "./awaited.tsx";
import { BigButton } from "../big-button.tsx";
import { PersonHeading } from "./person-heading.tsx";
import { Places } from "./places.tsx";
import { ShowNumber } from "./show-number.tsx";
import { TableSide } from "./table-side.tsx";
import { useNotYetCalled } from "./use-not-yet-called.ts";
import { useTablet } from "../tablet-context.ts";

/** A person called has this long to come; then the tablet asks. It never drops her by itself (queue.md, section 1). */
const SECONDS_TO_COME = 180;

/** Called and not here yet; while the call has not reached the room, the conseiller says the number aloud. */
export function PersonCalled({ visit }: { visit: CalledVisit }) {
  const t = useTranslations("tablet.mine");
  const { act, now } = useTablet();
  const left = SECONDS_TO_COME - Math.max(0, Math.floor((now - visit.calledAt) / SECOND));
  const notYet = useNotYetCalled(visit);
  const line = notYet ? (
    <strong className="text-ink">{t("notYetCalled", { number: visit.number })}</strong>
  ) : left > 0 ? (
    t("calledWait", { minutes: Math.floor(left / 60), seconds: left % 60, desk: visit.desk })
  ) : (
    t("calledLong")
  );
  return (
    <TableSide
      label={t("called", { number: visit.number })}
      person={<PersonHeading visit={visit} line={line} large />}
      acts={
        <>
          <Awaited desk={visit.desk} />
          <ShowNumber visit={visit} />
          <Places
            quiet={
              <BigButton
                look={notYet || left > 0 ? "plain" : "ghost"}
                detail={isLastCall(visit) && t("lastCall")}
                does={`absent ${visit.id}`}
                onAct={() => act({ type: "absent", visit: visit.id })}
              >
                {t("absent")}
              </BigButton>
            }
            big={
              <BigButton does={`start ${visit.id}`} onAct={() => act({ type: "start", visit: visit.id })}>
                {t("start")}
              </BigButton>
            }
          />
        </>
      }
    />
  );
}
