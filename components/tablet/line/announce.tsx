import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Button } from "../../ui/button.tsx";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { LONGEST_MESSAGE } from "#lib/queue/acts/announce.ts";
import { useTablet } from "../tablet-context.ts";
import { useWaits } from "../use-waits.ts";

/** What the room and every phone read until it is taken away. Never a name: anybody may read it. What is refused stays written, to be mended. */
export function Announce({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.announce");
  const refusals = useTranslations("refusals");
  const { state, act } = useTablet();
  const waits = useWaits();
  const [message, write] = useState(state.message ?? "");
  const [refused, refuse] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (holdsPersonalNumber(message)) return refuse(true);
    act({ type: "announce", message: message.trim() });
    onClose();
  };
  return (
    <form onSubmit={submit} className="grid gap-2 border-t-2 border-hair pt-5">
      <label htmlFor="announce" className="font-bold">
        {t("label")}
      </label>
      <p id="announce-hint" className="text-soft">
        {t("hint")}
      </p>
      <div className="flex flex-wrap items-stretch gap-3">
        <textarea
          id="announce"
          rows={2}
          maxLength={LONGEST_MESSAGE}
          aria-describedby="announce-hint announce-refused"
          aria-invalid={refused || undefined}
          value={message}
          onChange={(typed) => (refuse(false), write(typed.target.value))}
          className="min-w-0 flex-1 basis-60 rounded-control border-2 border-edge bg-card p-3"
        />
        <Button type="submit" className="max-sm:flex-1" {...waits} {...(message.trim() === "" && { disabled: true })}>
          {t("show")}
        </Button>
      </div>
      <p id="announce-refused" role="alert" className="font-bold text-alert empty:hidden">
        {refused && refusals("personalNumberRefused")}
      </p>
    </form>
  );
}
