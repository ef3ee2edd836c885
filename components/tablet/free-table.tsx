import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { UncalledVisit } from "#lib/queue/visit.ts";
import { Awaited } from "./awaited.tsx";
import { BigButton } from "./big-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { PersonHeading } from "./person-heading.tsx";
import { TableSide } from "./table-side.tsx";
import { useTablet } from "./tablet-context.ts";
import { useSay } from "./use-say.ts";

/** Nobody at her table: whose turn it is, and one button to call. */
export function FreeTable({ desk, next }: { desk: number; next: UncalledVisit | undefined }) {
  const t = useTranslations("tablet.mine");
  const { act, alone } = useTablet();
  if (!next) return <NobodyWaits desk={desk} />;
  const call = (): void => act({ type: "call-next", desk, expected: { visit: next.id, state: next.state } });
  return (
    <TableSide
      label={t("nextUp")}
      person={<PersonHeading visit={next} line={t("nextUp")} large />}
      acts={
        <>
          <Awaited desk={desk} />
          <BigButton disabled={alone} aria-describedby={alone ? NETWORK_REASON : undefined} does={`call ${next.id}`} onAct={call}>
            {t("call", { number: next.number })}
          </BigButton>
        </>
      }
    />
  );
}

function NobodyWaits({ desk }: { desk: number }) {
  const t = useTranslations("tablet.mine");
  const say = useSay();
  const { state } = useTablet();
  const [expected] = state.expected;
  return (
    <TableSide
      label={t("nobody")}
      person={
        <div className="grid justify-items-center gap-3 pt-[8vh] text-center">
          <span className="text-accent"><Icon name="check" size={64} /></span>
          <p className="text-[1.8rem] font-bold">{t("nobody")}</p>
          <p className="text-soft">{expected ? t("nextAppointment", { hour: say.hour(expected.hour) }) : t("nobodyDo")}</p>
        </div>
      }
      acts={<Awaited desk={desk} />}
    />
  );
}
