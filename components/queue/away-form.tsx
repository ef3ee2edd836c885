"use client";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { fill } from "./browser-text.ts";
import { useEffect, useEffectEvent, useRef, useState, type FormEvent } from "react";
import type { AwayFormTarget, FollowLabels } from "./follow-content.ts";
import { instantOf } from "#lib/time/instant.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { uuidv7 } from "#lib/uuid.ts";
import type { FollowState } from "./follow-state.ts";

type Props = AwayFormTarget & {
  minutes: readonly number[];
  labels: FollowLabels["turn"]["away"];
  locale: string;
};

/**
 * « Sortir »: choose for how long, in one tap; the place in the line is kept. Plain forms that work without script;
 * with script they are sent by `send`.
 */
export const AwayForm = ({ action, idempotencyKey, send, minutes: offered, labels, locale }: Props) => (
  <details>
    <summary className={`${buttonClass("ghost")} w-full list-none flex-col gap-0! [&::-webkit-details-marker]:hidden`}>
      {labels.open}
      <span className="font-normal">{fill(labels.atMost, { minutes: sayDuration(Math.max(...offered), locale) })}</span>
    </summary>
    <form
      method="post"
      action={action}
      onSubmit={send}
      className="mt-2 grid gap-2.5 aria-busy:opacity-60 rounded-card border-2 border-edge bg-card p-4"
    >
      <input type="hidden" name="key" value={idempotencyKey} />
      <p className="font-bold">{labels.ask}</p>
      <p>{labels.kept}</p>
      <div className="flex flex-wrap gap-2.5">
        {offered.map((minutes) => (
          <Button
            key={minutes}
            type="submit"
            look="quiet"
            className="flex-1 wrap-break-word"
            name="minutes"
            value={minutes}
          >
            {fill(labels.minutes, { minutes: sayDuration(minutes, locale) })}
          </Button>
        ))}
      </div>
    </form>
  </details>
);

/** « Je suis là »: the resident is back early. */
export const BackForm = ({ action, send, labels }: Pick<Props, "action" | "send" | "labels">) => (
  <form method="post" action={action} onSubmit={send} className="aria-busy:opacity-60">
    <input type="hidden" name="retour" value="1" />
    <Button type="submit" className="w-full">
      {labels.here}
    </Button>
  </form>
);

/**
 * Sends « Sortir » and « Je suis de retour » without loading the page again, which would stop the armed sound; the live
 * board then shows the result. A refusal leads to the page that explains it (`go`); when the result is unknown, the
 * browser sends the form as it does without script.
 */
export function useAwayForm(
  way: AwayFormTarget,
  { follow, asOf }: FollowState,
  go: (address: string) => void,
): AwayFormTarget {
  const [idempotencyKey, setKey] = useState(way.idempotencyKey);
  const byTheBrowser = useRef(false);
  const isOut = follow.awayUntil !== undefined;

  const renewKey = useEffectEvent(() => setKey(uuidv7(instantOf(asOf), crypto.getRandomValues(new Uint8Array(10)))));
  // Once the board shows the resident as out, the next time they go out is another act.
  useEffect(() => {
    if (isOut) renewKey();
  }, [isOut]);

  const send = (event: FormEvent<HTMLFormElement>): void => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    // Old browsers do not say which button was used.
    if (byTheBrowser.current || !submitter) return;
    event.preventDefault();
    const form = event.currentTarget;
    form.setAttribute("aria-busy", "true");
    void sendInBackground(form, submitter).then((sent) => {
      form.removeAttribute("aria-busy");
      if (!sent) return sendPlainly(form, submitter);
      // The page shows an earlier refusal: load it again, since that refusal is no longer true.
      if (sent.refused || window.location.search !== "") go(sent.address);
    });
  };

  const sendPlainly = (form: HTMLFormElement, submitter: HTMLElement): void => {
    byTheBrowser.current = true;
    form.requestSubmit(submitter);
    byTheBrowser.current = false;
  };

  return { ...way, idempotencyKey, send };
}

/** The address a form sent in the background ended at, and whether that address carries a refusal. */
type PostedForm = { readonly address: string; readonly refused: boolean };

/**
 * Sends a form as the browser would, with the clicked button, without leaving the page. Undefined when the result is
 * unknown or something else answered: the browser may then send the same form, whose key makes it one act.
 */
async function sendInBackground(form: HTMLFormElement, button: HTMLElement): Promise<PostedForm | undefined> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  if (button instanceof HTMLButtonElement && button.name !== "") fields.append(button.name, button.value);
  try {
    const { ok, url } = await fetch(form.action, { method: "POST", body: fields });
    return ok ? { address: url, refused: new URL(url).searchParams.has("refus") } : undefined;
  } catch {
    return undefined;
  }
}
