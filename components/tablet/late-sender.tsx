"use client";
import { useEffect, useState } from "react";
import { Notice } from "../ui/notice.tsx";
import { startExchange } from "./device/exchange.ts";
import { openOutbox } from "./device/indexeddb-outbox.ts";
import { lineServer, type LineServer } from "./device/line-server.ts";
import { outboxOf, resilientOutbox, withoutShown, type Outbox } from "./device/outbox.ts";

type Props = {
  readonly permanence: string;
  readonly zone: string;
  readonly me: string;
  readonly build?: string;
  readonly labels: { readonly sending: string; readonly sent: string; readonly waits: string };
  /** The parts that tests replace. */
  readonly open?: (permanence: string) => Promise<Outbox>;
  readonly server?: LineServer;
};

/**
 * Sends what a shared tablet did without network before its half-day was over, since the tablet itself is shown no more. It says
 * so while it does, and nothing where there is nothing to send.
 */
export function LateSender({ permanence, zone, me, build, labels, open = openOutbox, server }: Props) {
  const [state, say] = useState<"sending" | "sent" | "waits">();
  useEffect(() => {
    const outbox = outboxOf(
      resilientOutbox(() => open(permanence)),
      me,
    );
    const { post } = server ?? lineServer(permanence, zone, me, build);
    const left = async (): Promise<void> => say((await outbox.all()).length > 0 ? "sending" : "sent");
    const exchange = startExchange(outbox, (commands) => post(commands.map(withoutShown)), {
      onAnswered: () => void left(),
      onNotUnderstood: () => void left(),
      onUnreachable: () => say("waits"),
      onBusy: () => say("waits"),
      onAccessLost: () => say("waits"),
    });
    void outbox.all().then((kept) => {
      if (kept.length === 0) return;
      say("sending");
      exchange.send();
    });
    return exchange.stop;
  }, [permanence, zone, me, build, open, server]);
  return (
    <div role="status">{state && <Notice tone={state === "waits" ? "warn" : "calm"}>{labels[state]}</Notice>}</div>
  );
}
