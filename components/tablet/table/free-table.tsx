import { useTranslations } from "next-intl";
import { handedOverTo } from "#lib/queue/line/desks.ts";
import { Icon } from "../../ui/icon.tsx";
import type { PausedVisit, UncalledVisit } from "#lib/queue/line/visit.ts";
import { ReturningPeople } from "./returning-people.tsx";
import { BigButton } from "../act-button.tsx";
import { PersonHeading, NoAct, ActPair, TableSide } from "./table-side.tsx";
import { useTablet } from "../tablet-context.ts";
import { useLabels } from "../use-labels.ts";
import { stateHeading } from "../state-heading.ts";
import { useDisabled } from "../use-disabled.ts";
import { useHand, useUnseenTables } from "../use-hand.ts";

/**
 * Nobody sits at the table: who comes next, and one button to call them. Somebody handed over to this table comes
 * before the line.
 */
export function FreeTable({ desk, next }: { desk: number; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { state } = useTablet();
  const { beyond } = useHand(desk);
  const [awaited] = handedOverTo(state, desk);
  if (awaited) return <HandedOver desk={desk} visit={awaited} next={next} />;
  if (!next && beyond) return <OtherTablesTurn desk={desk} next={beyond} />;
  if (!next) return <NobodyWaits desk={desk} />;
  return (
    <TableSide
      label={t("nextUp")}
      person={<PersonHeading visit={next} line={t("nextUp")} large />}
      acts={
        <>
          <ReturningPeople desk={desk} />
          <Call desk={desk} next={next} />
        </>
      }
    />
  );
}

function Call({ desk, next, look = "full" }: { desk: number; next: UncalledVisit; look?: "full" | "ghost" }) {
  const t = useTranslations("tablet.mine");
  const { act } = useTablet();
  const { call } = useHand(desk);
  const networkActProps = useDisabled("line");
  return (
    <BigButton look={look} {...networkActProps} actKey={`call ${next.id}`} onAct={() => act(call(next))}>
      {t("call", { number: next.number })}
    </BigButton>
  );
}

/** Without network this table has called its people. Another one may have called who waits: it is asked before. */
function OtherTablesTurn({ desk, next }: { desk: number; next: UncalledVisit }) {
  const t = useTranslations("tablet.mine");
  const tables = useUnseenTables();
  return (
    <TableSide
      label={t("handEmpty")}
      person={
        <div className="grid justify-items-center gap-3 pt-[8vh] text-center">
          <h2 {...stateHeading} className="text-[1.8rem]!">
            {t("handEmpty")}
          </h2>
          <p>{t("askBefore", { number: next.number, count: tables.length, desks: tables.join(", ") })}</p>
        </div>
      }
      acts={
        <>
          <ReturningPeople desk={desk} />
          <Call desk={desk} next={next} look="ghost" />
        </>
      }
    />
  );
}

function HandedOver({ desk, visit, next }: { desk: number; visit: PausedVisit; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet");
  const { act } = useTablet();
  return (
    <TableSide
      label={t("mine.nextUp")}
      person={<PersonHeading visit={visit} line={t("mine.nextUp")} large />}
      acts={
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
      }
    />
  );
}

function NobodyWaits({ desk }: { desk: number }) {
  const t = useTranslations("tablet.mine");
  const labels = useLabels();
  const { state } = useTablet();
  const [expected] = state.expected;
  return (
    <TableSide
      label={t("nobody")}
      person={
        <div className="grid justify-items-center gap-3 pt-[8vh] text-center">
          <span className="text-accent">
            <Icon name="check" size={64} />
          </span>
          <h2 {...stateHeading} className="text-[1.8rem]!">
            {t("nobody")}
          </h2>
          <p className="text-soft">
            {expected ? t("nextAppointment", { hour: labels.hour(expected.hour) }) : t("nobodyDo")}
          </p>
        </div>
      }
      acts={
        <>
          <ReturningPeople desk={desk} />
          <NoAct />
        </>
      }
    />
  );
}
