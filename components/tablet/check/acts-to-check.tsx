import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { pictureOf } from "#lib/queue/line/visit.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { ActButton } from "#components/tablet/act-button.tsx";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { toCheck, type ToCheck } from "./to-check.ts";
import { useWhatHappened, WhatHappened } from "./what-happened.tsx";

/**
 * How many acts that were made without network are to be checked, and their list once it is asked for: it covers
 * nothing while people wait (docs/without-network.md#what-came-back). In one button with the `status` of the
 * connection, so that the head keeps its height and its other buttons their places; while there are none, the status
 * `alone`.
 */
export function ActsToCheck({ status, alone }: { status: ReactNode; alone: ReactNode }) {
  const t = useTranslations("tablet.check");
  const { notices, state, site } = useTablet();
  const [isOpen, open] = useState(false);
  const list = toCheck(notices, state, site.me);
  if (isOpen && list.length === 0) open(false);
  return (
    <>
      {list.length === 0 && alone}
      {/* The status of the connection changes with each act, and is not to be read each time. */}
      <div role="status" className="sr-only">
        {list.length > 0 && t("chip", { count: list.length })}
      </div>
      {list.length > 0 && (
        <Button
          look="quiet"
          className={`flex-col items-start! gap-0! bg-turn-soft! px-2.5! py-1! text-start! text-[0.95rem] leading-snug max-sm:text-[0.85rem] md:max-w-54 ${list.some(({ urgent }) => urgent) ? "border-alert!" : ""}`}
          onClick={() => open(true)}
        >
          <span className="flex items-center gap-2 font-normal">{status}</span>{" "}
          <span className="flex items-center gap-2">
            <Icon name="warning" size={18} />
            {t("chip", { count: list.length })}
          </span>
        </Button>
      )}
      {isOpen && list.length > 0 && <List entries={list} onClose={() => open(false)} />}
    </>
  );
}

function List({ entries, onClose }: { entries: readonly ToCheck[]; onClose: () => void }) {
  const t = useTranslations("tablet.check");
  const heading = useRef<HTMLHeadingElement>(null);
  // A dialog focuses its first button: Enter would tick off what nobody has read.
  useEffect(() => heading.current?.focus(), []);
  return (
    <TabletDialog label={t("title")} onClose={onClose} className="w-[min(46rem,94vw)]!">
      <div className="grid gap-4">
        <h2 ref={heading} tabIndex={-1} className="text-[1.55rem]! outline-none">
          {t("title")}
        </h2>
        <p className="text-soft">{t("lead")}</p>
        <ul className="grid gap-3">
          {entries.map((one, index) => (
            <Entry key={one.id} entry={one} place={`${index} of ${entries.length}`} />
          ))}
        </ul>
        <ActButton look="quiet" actKey="later" onAct={onClose}>
          {t("later")}
        </ActButton>
      </div>
    </TabletDialog>
  );
}

/** `place`: where it stands in the list. When another entry comes to the same place, its button has to be read anew. */
function Entry({ entry, place }: { entry: ToCheck; place: string }) {
  const t = useTranslations("tablet.check");
  const told = useTranslations("tablet.told");
  const { site, dismissNotice } = useTablet();
  const said = useWhatHappened(site.zone);
  const { number, urgent, happened, stands, tell } = entry;
  const elsewhere = happened.find(({ notice }) => notice.elsewhere)?.notice.elsewhere;
  return (
    <li
      aria-label={number === undefined ? t("nobody") : t("person", { number })}
      className={`grid gap-3 rounded-card border-2 p-4 ${urgent ? "border-alert" : "border-hair"}`}
    >
      {urgent && (
        <p className="flex items-center gap-2 font-bold text-alert">
          <Icon name="warning" size={22} />
          {t("first")}
        </p>
      )}
      <div className="flex items-start gap-4 max-sm:flex-wrap">
        {number !== undefined && (
          <p aria-hidden className="grid flex-none justify-items-center gap-1">
            <span className="number text-[2.6rem]">{number}</span>
            <Pictogram picture={pictureOf(number)} size={34} className="text-ink max-sm:hidden" />
          </p>
        )}
        <dl className="grid min-w-0 flex-1 gap-2 *:[dt]:text-[0.9rem] *:[dt]:text-soft">
          <dt>{t("happened")}</dt>
          <dd className="-mt-2">
            <WhatHappened entry={entry} zone={site.zone} />
          </dd>
          <dt>{t("standing")}</dt>
          <dd className="-mt-2">
            {t(`stands.${stands.key}`, said(stands))}
            {elsewhere && (
              <>
                {" "}
                <a href={`${site.home}/permanences/${elsewhere.permanence}`}>{told("elsewhereGo")}</a>
              </>
            )}
          </dd>
          <dt>{t("telling")}</dt>
          <dd className="-mt-2 font-bold">{t(`tell.${tell.key}`, said(tell))}</dd>
        </dl>
        <ActButton
          look="ghost"
          className="flex-none max-sm:w-full sm:self-end"
          actKey={`checked ${place}`}
          onAct={() => happened.forEach(({ notice }) => dismissNotice(notice))}
        >
          <Icon name="check" size={22} />
          {t("done")}
        </ActButton>
      </div>
    </li>
  );
}
