import { useLocale, useTranslations } from "next-intl";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { never } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import type { RoomPhase } from "./board-phase.ts";
import type { RoomShown } from "./board-room.ts";

/** The large side while nobody is sent to a table: each state says what it is and what to do. */
export function NoCall({ room, phase, now }: { room: RoomShown; phase: RoomPhase; now: Instant }) {
  const t = useTranslations("screen");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, room.zone, locale);
  const { span, numbers } = room.permanence ?? {};
  const start = span && now < span.start ? hour(span.start) : undefined;
  switch (phase) {
    case "closed":
      return (
        <Told
          icon="clock"
          title={t("closed.title")}
          what={
            room.next ? t("closed.next", { day: room.next.day, hour: hour(room.next.span.start) }) : t("closed.none")
          }
        />
      );
    case "not-yet":
      return (
        <Told
          icon="clock"
          title={t("notYet.title")}
          what={start === undefined ? t("notYet.late") : t("notYet.what", { hour: start })}
        />
      );
    case "numbers":
      return (
        <Told
          icon="number"
          title={numbers === "stopped" ? t("stopped") : t("numbers.title")}
          what={start === undefined ? t("numbers.soon") : t("numbers.what", { hour: start })}
        />
      );
    case "suspended":
      return <Told icon="clock" title={refusals("lineSuspended")} />;
    case "nobody-called":
    case "calls":
      return span && span.end <= now ? (
        <Told icon="clock" title={t("ending.title")} what={t("ending.what")} />
      ) : (
        <Told icon="number" title={t("nobodyCalled.title")} what={t("nobodyCalled.what")} />
      );
    default:
      return never(phase);
  }
}

const Told = ({ icon, title, what }: { icon: IconName; title: string; what?: string }) => (
  <div className="grid gap-[calc(3.4*var(--u))]">
    <Icon name={icon} className="size-[calc(15*var(--u))] text-turn" />
    <p className="text-[calc(9.4*var(--u))] leading-[1.1] font-extrabold text-balance">{title}</p>
    {what !== undefined && <p className="text-[calc(6.5*var(--u))] leading-[1.25]">{what}</p>}
  </div>
);
