"use client";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";

const KEY = "permanences.install";

/** Of Chromium: what installs the page. */
type InstallPrompt = Event & { readonly prompt: () => Promise<unknown> };

export type InstallLabels = {
  readonly title: string;
  readonly what: string;
  readonly install: string;
  readonly share: string;
  readonly no: string;
};

/**
 * Says once on each device that the list can be put on its home screen: with a button where the browser has one
 * (Android, Chromium), with the way to it on iPadOS. « Non merci » and installing end it for good; nothing is shown
 * elsewhere, nor in the installed application.
 */
export function InstallHint({ labels }: { readonly labels: InstallLabels }) {
  const [way, offer] = useState<InstallPrompt | "share">();
  useEffect(() => {
    if (wasAnswered() || isInstalled()) return;
    const ended = new AbortController();
    const { signal } = ended;
    const onPrompt = (event: Event): void => (event.preventDefault(), offer(event as InstallPrompt));
    addEventListener("beforeinstallprompt", onPrompt, { signal });
    addEventListener("appinstalled", () => (remember(), offer(undefined)), { signal });
    const shares = setTimeout(() => {
      if (hasShareSheet()) offer("share");
    });
    return () => (clearTimeout(shares), ended.abort());
  }, []);
  if (!way) return null;
  const end = (): void => (remember(), offer(undefined));
  return (
    <Notice>
      <p>
        {labels.title} <span className="font-normal">{way === "share" ? labels.share : labels.what}</span>
      </p>
      <p className="mt-3 flex flex-wrap gap-3">
        {way !== "share" && (
          <Button
            look="quiet"
            onClick={() => {
              void way.prompt();
              end();
            }}
          >
            {labels.install}
          </Button>
        )}
        <Button look="ghost" onClick={end}>
          {labels.no}
        </Button>
      </p>
    </Notice>
  );
}

/** iPadOS and iOS have no event; `standalone` is there alone. */
const hasShareSheet = (): boolean => (navigator as { readonly standalone?: boolean }).standalone === false;

const isInstalled = (): boolean =>
  (navigator as { readonly standalone?: boolean }).standalone === true ||
  window.matchMedia("(display-mode: standalone)").matches;

function wasAnswered(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, "answered");
  } catch {
    // A browser that stores nothing is not asked (wasAnswered).
  }
}
