"use client";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { instantOf } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";
import type { AwayWay } from "./follow-parts.ts";
import type { Followed } from "./follow-words.ts";
import { sendQuietly } from "./send-quietly.ts";

/**
 * « Sortir » and « Je suis de retour » without loading the page again, which would silence the sound: the live board shows what came
 * of it. A refusal leads to the page that says it (`go`); where nobody knows, the browser sends the form as without script.
 */
export function useAway(way: AwayWay, { follow, asOf }: Followed, go: (address: string) => void): AwayWay {
  const [idempotencyKey, setKey] = useState(way.idempotencyKey);
  const byTheBrowser = useRef(false);
  const isOut = follow.awayUntil !== undefined;

  // Once it is seen to be done, the next time she goes out is another act.
  useEffect(() => {
    if (isOut) setKey(uuidv7(instantOf(asOf), crypto.getRandomValues(new Uint8Array(10))));
  }, [isOut]);

  const send = (event: FormEvent<HTMLFormElement>): void => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    // Old browsers do not say which button it was.
    if (byTheBrowser.current || !submitter) return;
    event.preventDefault();
    const form = event.currentTarget;
    form.setAttribute("aria-busy", "true");
    void sendQuietly(form, submitter).then((sent) => {
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
