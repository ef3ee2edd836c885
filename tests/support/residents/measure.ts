/* These functions run inside the page: each is whole in itself and answers what is wrong, in words that name the
   element. */

/**
 * The controls of the page that are smaller than 48 × 48 px (docs/look-and-wording.md#sizes-and-targets); a link inside
 * a sentence may be as high as its line (WCAG 2.5.8).
 */
export function smallTargets(): string[] {
  const LEAST = 47.5;
  const said = (one: Element): string =>
    `<${one.tagName.toLowerCase()}> « ${(one.textContent || one.getAttribute("name") || one.id).trim().replace(/\s+/g, " ").slice(0, 60)} »`;
  const inSentence = (one: Element): boolean =>
    getComputedStyle(one).display === "inline" &&
    [...(one.parentElement?.childNodes ?? [])].some(
      (node) => node !== one && node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
  /** A card that is one link: its link covers it. */
  const boxOf = (one: Element): DOMRect => {
    const whole = getComputedStyle(one, "::after").position === "absolute" ? (one as HTMLElement).offsetParent : null;
    return (whole ?? one.closest("label") ?? one).getBoundingClientRect();
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].flatMap(
    (one) => {
      const box = boxOf(one);
      const unseen = !one.checkVisibility({ visibilityProperty: true }) || one.getBoundingClientRect().width <= 1;
      if (unseen || (box.width >= LEAST && box.height >= LEAST) || inSentence(one)) return [];
      return [`target of ${Math.round(box.width)} × ${Math.round(box.height)} px: ${said(one)}`];
    },
  );
}

/**
 * The texts that overflow the page sideways, are cut (except where one can scroll), or overlap another; of an open
 * dialog, only its own texts.
 */
export function spilledText(): string[] {
  const said = (one: Element): string =>
    `<${one.tagName.toLowerCase()} class="${(one.getAttribute("class") ?? "").slice(0, 60)}"> « ${(one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60)} »`;
  const width = document.documentElement.clientWidth;
  const faults: string[] = [];
  if (document.documentElement.scrollWidth > width)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide on ${width}`);
  const lines: { node: Node; at: DOMRect; sticks: Element | undefined }[] = [];
  const around = (one: Element): Element[] => {
    const found: Element[] = [];
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) found.push(up);
    return found;
  };
  /** What is scrolled out of sight in a list that scrolls lies on nothing. */
  const inView = (one: Element, at: DOMRect): DOMRect => {
    let { top, bottom } = at;
    for (const up of around(one).filter((each) => getComputedStyle(each).overflowY !== "visible")) {
      const box = up.getBoundingClientRect();
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return new DOMRect(at.left, top, at.width, Math.max(0, bottom - top));
  };
  /** The bar that stays in place while the rest scrolls behind it. */
  const sticky = (one: Element): Element | undefined =>
    [one, ...around(one)].find((each) => getComputedStyle(each).position === "sticky");
  for (const one of (document.querySelector("dialog:popover-open") ?? document.body).querySelectorAll("*")) {
    const own = [...one.childNodes].filter(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
    const box = one.getBoundingClientRect();
    if (
      own.length === 0 ||
      box.width <= 1 ||
      !one.checkVisibility({ visibilityProperty: true }) ||
      one.closest(".sr-only, noscript, script, style, option")
    )
      continue;
    if (box.right > width + 1 || box.left < -1)
      faults.push(`leaves the page (${Math.round(box.left)} to ${Math.round(box.right)} of ${width}): ${said(one)}`);
    for (let up: Element | null = one; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (
        (overflowX !== "visible" && up.scrollWidth > up.clientWidth + 1) ||
        (/hidden|clip/.test(overflowY) && up.scrollHeight > up.clientHeight + 1)
      )
        faults.push(`is cut: ${said(up)}`);
    }
    for (const node of own) {
      const range = document.createRange();
      range.selectNodeContents(node);
      // The glyphs' box is higher than the line: its middle half is what is read.
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const at = inView(one, new DOMRect(left, top + (bottom - top) / 4, right - left, (bottom - top) / 2));
        if (at.height > 0) lines.push({ node, at, sticks: sticky(one) });
      }
    }
  }
  lines.forEach(({ node, at, sticks }, index) => {
    for (const other of lines.slice(index + 1)) {
      const across = Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left);
      const down = Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top);
      if (node !== other.node && sticks === other.sticks && across > 1 && down > 1)
        faults.push(
          `« ${node.textContent?.trim().slice(0, 40)} » lies on « ${other.node.textContent?.trim().slice(0, 40)} »`,
        );
    }
  });
  return [...new Set(faults)];
}

/**
 * Faults of the page's structure: not one main, not one h1, no skip link; or a text in another language or written by
 * staff that is not marked with its language.
 */
export function unsoundFrame({
  paper,
  locale,
  written,
}: {
  paper: boolean;
  locale: string;
  written: readonly string[];
}): string[] {
  const faults: string[] = [];
  const count = (what: string, wanted: number): void => {
    const found = document.querySelectorAll(what).length;
    if (found !== wanted) faults.push(`${found} × ${what}, ${wanted} wanted`);
  };
  count("main", 1);
  count("h1", 1);
  count("body header:not(main header)", paper ? 0 : 1);
  count("footer", paper ? 0 : 1);
  const html = document.documentElement;
  if (html.lang !== locale) faults.push(`the page says it is in ${html.lang}`);
  if (html.dir !== (locale === "ar" ? "rtl" : "ltr")) faults.push(`the page runs ${html.dir}`);
  if (document.title.trim() === "") faults.push("the page has no title");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent ?? "";
    const holder = walk.currentNode.parentElement;
    const language = holder?.closest("[lang]")?.getAttribute("lang");
    if (!holder || holder.closest("script, style, noscript")) continue;
    const arabic = /[\u0600-\u06ff]/u.test(text);
    if (
      arabic !== (language === "ar") &&
      (arabic || /\p{L}{3}/u.test(text)) &&
      !holder.closest("bdi, [translate=no], address")
    )
      faults.push(`is not marked as another language than ${language}: « ${text.trim().slice(0, 60)} »`);
    if (written.some((words) => text.includes(words)) && language !== "fr")
      faults.push(`is not marked as French: « ${text.trim().slice(0, 60)} »`);
  }
  return faults;
}

/**
 * The faults of the focused element (no ring of 3 px with contrast 3 : 1, or covered by another element), with its text
 * to identify it.
 */
export function unseenFocus(): { at: string; faults: string[] } | undefined {
  const one = document.activeElement;
  if (!one || one === document.body) return undefined;
  const at = `<${one.tagName.toLowerCase()}> « ${(one.textContent || one.getAttribute("name") || one.id).trim().replace(/\s+/g, " ").slice(0, 60)} »`;
  const faults: string[] = [];
  const luminance = (colour: string): number => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!canvas) return 0;
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (inside: Element | null): string => {
    for (let up = inside; up; up = up.parentElement) {
      const { backgroundColor } = getComputedStyle(up);
      if (!/^(transparent|rgba\(.*, 0\))$/u.test(backgroundColor)) return backgroundColor;
    }
    return "white";
  };
  const label = one.closest("label");
  const rings = [getComputedStyle(one), getComputedStyle(one, "::after"), ...(label ? [getComputedStyle(label)] : [])];
  const ring = rings.find(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 3);
  if (!ring) faults.push(`has no ring of 3 px: ${at}`);
  else {
    const [light = 0, dark = 0] = [luminance(ring.outlineColor), luminance(groundOf(one.parentElement))].sort(
      (a, b) => b - a,
    );
    if ((light + 0.05) / (dark + 0.05) < 3)
      faults.push(`has a ring of ${((light + 0.05) / (dark + 0.05)).toFixed(1)} : 1 only: ${at}`);
  }
  const [box] = one.getClientRects();
  if (!box) return { at, faults: [...faults, `has the focus and is not there: ${at}`] };
  if (box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth)
    faults.push(`stands outside the window: ${at}`);
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (top && !one.contains(top) && !label?.contains(top) && !top.contains(one))
    faults.push(`lies under <${top.tagName.toLowerCase()}>: ${at}`);
  return { at, faults };
}
