import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { LONGEST_MESSAGE } from "#lib/queue/announce.ts";
import { ActButton } from "./act-button.tsx";
import { NETWORK_REASON } from "./network-banner.tsx";
import { useTablet } from "./tablet-context.ts";

/** What the room and every phone read until it is taken away. Never a name: anybody may read it. */
export function Announce({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.announce");
  const { state, act, alone } = useTablet();
  const [message, write] = useState(state.message ?? "");
  const send = (said: string): void => (act({ type: "announce", message: said.trim() }), onClose());
  const submit = (event: FormEvent): void => (event.preventDefault(), send(message));
  return (
    <form onSubmit={submit} className="grid gap-2 border-t-2 border-hair pt-5">
      <label htmlFor="announce" className="font-bold">{t("label")}</label>
      <p id="announce-hint" className="text-soft">{t("hint")}</p>
      <textarea id="announce" rows={2} maxLength={LONGEST_MESSAGE} aria-describedby="announce-hint" value={message} onChange={(typed) => write(typed.target.value)} className="w-full rounded-control border-2 border-edge bg-card p-3" />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" className="flex-1" disabled={alone || message.trim() === ""} aria-describedby={alone ? NETWORK_REASON : undefined}>{t("show")}</Button>
        {state.message !== undefined && <ActButton look="quiet" disabled={alone} does="take away" onAct={() => send("")}>{t("takeAway")}</ActButton>}
      </div>
    </form>
  );
}
