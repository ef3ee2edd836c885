"use client";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { fill } from "./browser-text.ts";
import { useEffect, useEffectEvent, useRef, useState, type FormEvent } from "react";
import type { AwayFormTarget, FollowLabels } from "./follow-content.ts";
import { instantOf } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";
import type { FollowState } from "./follow-state.ts";

type Given = AwayFormTarget & { minutes: readonly number[]; labels: FollowLabels["turn"]["away"] };

/** « Sortir »: for how long, by one touch; the place is kept. Plain forms, which need no script; with it they are sent as `send` does. Framed, unlike what gives the number up. */
export const AwayForm = ({ action, idempotencyKey, send, minutes: offered, labels }: Given) => (
  <details>
    <summary className={`${buttonClass("ghost")} w-full list-none flex-col gap-0! [&::-webkit-details-marker]:hidden`}>
      {labels.open}
      <span className="font-normal">{fill(labels.atMost, { minutes: Math.max(...offered) })}</span>
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
            {fill(labels.minutes, { minutes })}
          </Button>
        ))}
      </div>
    </form>
  </details>
);

/** « Je suis là »: back before the time she said. */
export const BackForm = ({ action, send, labels }: Pick<Given, "action" | "send" | "labels">) => (
  <form method="post" action={action} onSubmit={send} className="aria-busy:opacity-60">
    <input type="hidden" name="retour" value="1" />
    <Button type="submit" className="w-full">
      {labels.here}
    </Button>
  </form>
);

/**
 * « Sortir » and « Je suis de retour » without loading the page again, which would silence the sound: the live board shows what came
 * of it. A refusal leads to the page that says it (`go`); where nobody knows, the browser sends the form as without script.
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
    // Old browsers do not say which button it was.
    if (byTheBrowser.current || !submitter) return;
    event.preventDefault();
    const form = event.currentTarget;
    form.setAttribute("aria-busy", "true");
    void sendInBackground(form, submitter).then((sent) => {
      form.removeAttribute("aria-busy");
      if (!sent) return sendPlainly(form, submitter);
      // An earlier refusal that the page says would stand above what was done after all.
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

/** How a form that was sent without leaving the page ended: at which address, and whether that address says a refusal. */
type Sent = { readonly address: string; readonly refused: boolean };

/**
 * Sends a form as the browser would, with the button that was touched, but without leaving the page. Undefined where nobody knows
 * what came of it, or something else answered: the browser may then send the same form, whose key gives it one effect.
 */
async function sendInBackground(form: HTMLFormElement, button: HTMLElement): Promise<Sent | undefined> {
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
