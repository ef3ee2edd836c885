import { useTranslations } from "next-intl";
import { useState, type ComponentProps, type ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Button } from "#components/ui/button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { isOver } from "#lib/queue/line/line-state.ts";
import { ActsToCheck } from "./check/acts-to-check.tsx";
import { DoorCode } from "./door/door-code.tsx";
import { AskHelp } from "./line/ask-help.tsx";
import { HalfDayMenu } from "./line/half-day-menu.tsx";
import { deferred } from "./deferred.tsx";
import { useTablet } from "./tablet-context.ts";
import { useLabels } from "./use-labels.ts";

/**
 * On a phone both buttons fit on one row, on an upright tablet all of them; in landscape the name keeps two lines
 * beside them.
 */
const NARROW = "max-xl:px-2.5! max-sm:text-[0.95rem]";

/**
 * The place, the half-day, the clock, the connection and the menus. On a landscape tablet they stand on one row, where
 * a long name takes two or three lines.
 */
export function TopBar({ mark, desk }: { mark: ReactNode; desk: number | undefined }) {
  const [open, show] = useState<OpenPanel>();
  const onClose = (): void => show(undefined);
  return (
    <header className="flex flex-wrap lg:flex-nowrap items-center justify-between gap-x-4 gap-y-2 border-b-2 border-hair px-4 py-2">
      <Head mark={mark} desk={desk} onOpen={show} />
      {open === "menu" && <HalfDayMenu desk={desk} onClose={onClose} />}
      {open === "help" && <AskHelp onClose={onClose} />}
      {open === "code" && <DoorCode onClose={onClose} />}
    </header>
  );
}

/** What is opened from the head. */
type OpenPanel = "menu" | "help" | "code";

/** What stands there. It answers no tap but by what it opens. `onOpen` stays the same function. */
const Head = deferred(function Head({
  mark,
  desk,
  onOpen,
}: {
  mark: ReactNode;
  desk: number | undefined;
  onOpen: (what: OpenPanel) => void;
}) {
  const t = useTranslations("tablet.bar");
  const labels = useLabels();
  const { site, state, now, practice } = useTablet();
  const { start, end } = state.span;
  return (
    <>
      {/* In landscape as high as three lines: a wider tag of the connection moves nothing below. */}
      <p className="flex min-h-target min-w-0 items-center gap-3 font-bold leading-tight lg:min-h-15">
        {mark}
        <span>
          <FrenchText text={site.place} />
          {" · "}
          {t("when", { day: site.day, from: labels.hour(start), to: labels.hour(end) })}
          {desk !== undefined && (
            <>
              {" "}
              · <span className="whitespace-nowrap">{t("desk", { desk })}</span>
            </>
          )}
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2 sm:gap-3 lg:flex-none">
        <Tag>{labels.clock(now)}</Tag>
        <ServerStatus />
        {!isOver(state) && site.ahead === undefined && (
          <Button look="quiet" className="border-alert! text-alert! max-xl:px-2.5!" onClick={() => onOpen("help")}>
            <span className="lg:hidden">{t("helpShort")}</span>
            <span className="max-lg:hidden">{t("help")}</span>
          </Button>
        )}
        {!practice && !isOver(state) && (
          <Button look="quiet" className={NARROW} onClick={() => onOpen("code")}>
            {t("doorCode")}
          </Button>
        )}
        {!isOver(state) && (
          <Button look="quiet" className={NARROW} onClick={() => onOpen("menu")}>
            {t("more")}
          </Button>
        )}
      </div>
    </>
  );
});

/**
 * Whether the server has everything, also what was kept here before; otherwise how many acts are kept, or in a word why
 * it has not what is done: in one line, since the sentence below says why and since when. With it what is to be
 * checked.
 */
function ServerStatus() {
  const t = useTranslations("tablet.bar");
  const { connection, unkept, sentLate } = useTablet();
  switch (connection.state) {
    case "saved":
      return (
        <Status
          look="good"
          room={t(sentLate === undefined ? "sending" : "upToDate")}
          icon={<span aria-hidden="true" className="mx-[5px] size-2 flex-none rounded-full bg-current" />}
          text={t(sentLate === undefined ? "upToDate" : "sent")}
        />
      );
    case "sending":
      return <Status room={t("upToDate")} icon={<Icon name="clock" size={18} />} text={t("sending")} />;
    default: {
      const why = t(`why.${connection.state}`);
      const name = connection.state === "busy" || connection.state === "not-followed" ? "clock" : "no-network";
      return (
        <Status
          icon={<Icon name={name} size={18} />}
          text={connection.kept > 0 && !unkept ? t("kept", { count: connection.kept }) : why}
        />
      );
    }
  }
}

function Status({ icon, text, ...tag }: { icon: ReactNode; text: string } & Pick<TagProps, "look" | "room">) {
  const status = (
    <>
      {icon}
      {text}
    </>
  );
  return <ActsToCheck status={status} alone={<Tag {...tag}>{status}</Tag>} />;
}

type TagProps = ComponentProps<typeof Tag>;
