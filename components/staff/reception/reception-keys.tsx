"use client";
import { useEffect } from "react";

/**
 * Presses what names this key in `aria-keyshortcuts`: F2 and F4 mean nothing in browsers and type nothing, so they work
 * in the middle of a field. Without script the same is reached by Tab, and no key is shown (`KeyCap`).
 */
export function ReceptionKeys() {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const found = /^F\d$/u.test(event.key) && document.querySelector(`[aria-keyshortcuts="${event.key}"]`);
      if (!(found instanceof HTMLElement)) return;
      event.preventDefault();
      found.click();
    };
    document.addEventListener("keydown", press);
    document.documentElement.dataset["keys"] = "";
    return () => document.removeEventListener("keydown", press);
  }, []);
  return null;
}
