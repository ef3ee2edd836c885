"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ON_PEOPLE } from "#lib/queue/acts/late-acts.ts";
import type { Instant } from "#lib/time/instant.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { toCheck } from "./check/to-check.ts";
import { WhatHappened } from "./check/what-happened.tsx";
import type { ActNotice } from "./device/act-notice.ts";
import { startClock } from "./device/clock.ts";
import { heldOfOthers, LINE_UNKNOWN, noticesOfAnswer, sendForColleagues, tellHeld } from "./device/colleagues-acts.ts";
import { startExchange } from "./device/act-sender.ts";
import { everythingUnsent, openOutbox } from "./device/indexeddb-outbox.ts";
import { keepNotices, readKeptNotices } from "./device/kept-notices.ts";
import { notedOnce } from "./device/line-model.ts";
import { lineServer, type LineServer } from "./device/line-server.ts";
import { asSent, outboxOfConseiller, resilientOutbox, type Outbox } from "./device/outbox.ts";

type Props = {
  readonly permanence: string;
  readonly zone: string;
  readonly me: string;
  readonly serverTime: Instant;
  readonly build?: string;
  /** The parts that tests replace. */
  readonly open?: (permanence: string) => Promise<Outbox>;
  readonly server?: LineServer;
};

/** `held`: what is left can be sent by their authors alone, with a login of their own. */
type SendingState = "sending" | "sent" | "waits" | "held";

/**
 * Sends what a shared tablet did without network before its half-day was over, since the tablet itself is shown no
 * more: the acts on people, those of colleagues as theirs. It says so while it does, and nothing where there is nothing
 * to send. What was not kept as it had been shown is listed until it is put aside, also on the next page.
 */
export function LateSender({ permanence, zone, me, serverTime, build, open = openOutbox, server }: Props) {
  const t = useTranslations("sharedTablet.late");
  const [state, say] = useState<SendingState>();
  const [notices, list] = useState<readonly ActNotice[]>([]);
  useEffect(() => {
    const of = { permanence, conseiller: me };
    const clock = startClock(serverTime);
    const ofDevice = resilientOutbox(() => open(permanence));
    // The server takes no other acts from this login, and would refuse those beside them.
    const sendable: typeof ofDevice = {
      ...ofDevice,
      all: async () => (await ofDevice.all()).filter(({ type }) => ON_PEOPLE.has(type)),
    };
    const { post, postOfColleague } = server ?? lineServer(permanence, zone, me, build);
    const stops: (() => void)[] = [];
    const tell = (news: readonly ActNotice[]): void => {
      keepNotices(of, [], news);
      list(notedOnce(readKeptNotices(of)));
    };
    const left = async (): Promise<void> => {
      const kept = await ofDevice.all();
      const own = await outboxOfConseiller(sendable, me).all();
      say(own.length > 0 ? "sending" : kept.length > 0 ? "held" : "sent");
      if (own.length === 0 && !server) await tellHeld(me, heldOfOthers(await everythingUnsent(), me, permanence));
    };
    list(notedOnce(readKeptNotices(of)));
    void ofDevice.all().then((held) => {
      if (held.length === 0) return;
      say("sending");
      const exchange = startExchange(outboxOfConseiller(sendable, me), (commands) => post(commands.map(asSent)), {
        onAnswered: (answer, dropped) => {
          tell(noticesOfAnswer(held, answer, dropped, clock.now()));
          return () => void left();
        },
        onNotUnderstood: () => void left(),
        onFailed: () => say("waits"),
        onAccessLost: () => say("waits"),
      });
      stops.push(exchange.stop);
      if (held.some((command) => command.conseiller === me && ON_PEOPLE.has(command.type))) exchange.send();
      else void left();
      if (postOfColleague)
        stops.push(
          sendForColleagues({
            outbox: sendable,
            held,
            me,
            post: postOfColleague,
            now: clock.now,
            onAnswered: (_, news) => tell(news),
            onTried: () => void left(),
          }),
        );
    });
    return () => stops.forEach((stop) => stop());
  }, [permanence, zone, me, serverTime, build, open, server]);
  const putAside = (): void => {
    const of = { permanence, conseiller: me };
    keepNotices(of, readKeptNotices(of), []);
    list([]);
  };
  return (
    <>
      <div role="status">
        {state && <Notice tone={state === "sending" || state === "sent" ? "calm" : "warn"}>{t(state)}</Notice>}
      </div>
      {notices.length > 0 && <NotKept notices={notices} zone={zone} me={me} onUnderstood={putAside} />}
    </>
  );
}

/**
 * What happened to acts that were not kept as they had been shown. Where each person is by now this login may not read.
 */
function NotKept({
  notices,
  zone,
  me,
  onUnderstood,
}: {
  notices: readonly ActNotice[];
  zone: string;
  me: string;
  onUnderstood: () => void;
}) {
  const t = useTranslations("tablet.check");
  const late = useTranslations("sharedTablet.late");
  const told = useTranslations("tablet.told");
  const entries = toCheck(notices, LINE_UNKNOWN, me);
  return (
    <section aria-labelledby="not-kept" className="grid gap-3 rounded-card border-2 border-edge bg-turn-soft p-4">
      <h2 id="not-kept">{late("notKept")}</h2>
      <ul className="grid gap-2">
        {entries.map((entry) => (
          <li key={entry.id}>
            <WhatHappened entry={entry} zone={zone} />
            {entry.stands.key === "noted" && <p>{t("stands.noted")}</p>}
          </li>
        ))}
      </ul>
      {entries.some(({ stands }) => stands.key !== "noted") && <p className="font-bold">{late("tell")}</p>}
      <Button look="quiet" className="justify-self-start" onClick={onUnderstood}>
        {told("understood")}
      </Button>
    </section>
  );
}
