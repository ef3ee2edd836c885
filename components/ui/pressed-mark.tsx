"use client";
import { useEffect } from "react";

/** The attribute of the link or button that was pressed, until its page is there; app/globals.css draws it. */
const PRESSED = "data-pressed";

/** Whether a link opens another page in this window: no file, no new tab, and not only another part of this page. */
function opensAPage(link: HTMLAnchorElement): boolean {
  const { origin, pathname, search } = window.location;
  if (link.hasAttribute("download") || !["", "_self"].includes(link.target) || link.origin !== origin) return false;
  return link.hash === "" || link.pathname !== pathname || link.search !== search;
}

/**
 * Marks the link or button that was pressed from the tap until the page that it opens is there, since a page of the
 * team is made at each request and may take a while. Without script it is marked while the finger is down.
 */
export function PressedMark() {
  useEffect(() => {
    const clear = (): void =>
      document.querySelectorAll(`[${PRESSED}]`).forEach((marked) => marked.removeAttribute(PRESSED));
    const mark = (pressed: Element): void => {
      clear();
      pressed.setAttribute(PRESSED, "");
    };
    const onClick = (click: MouseEvent): void => {
      const opensElsewhere = click.ctrlKey || click.metaKey || click.shiftKey || click.altKey;
      if (click.defaultPrevented || click.button !== 0 || opensElsewhere || !(click.target instanceof Element)) return;
      const link = click.target.closest<HTMLAnchorElement>("a[href]");
      if (link && opensAPage(link)) mark(link);
    };
    const onSubmit = (sent: SubmitEvent): void => {
      if (!sent.defaultPrevented && sent.submitter) mark(sent.submitter);
    };
    // A page that is shown again by « back » stands as it was left.
    const events = new AbortController();
    window.addEventListener("click", onClick, events);
    window.addEventListener("submit", onSubmit, events);
    window.addEventListener("pageshow", clear, events);
    return () => events.abort();
  }, []);
  return null;
}
