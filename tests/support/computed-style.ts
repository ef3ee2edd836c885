import React from "react";

/**
 * In the tests of components no stylesheet is loaded, so an element is hidden by its own style, or by the browser's
 * rules for these elements. jsdom tries every rule of its stylesheet for each question of a query by role, which was a
 * sixth of what these tests cost; here the question is answered from what can differ.
 */
const HIDDEN_BY_THE_BROWSER =
  "[hidden], dialog:not([open]), template, script, style, head, details:not([open]) > :not(summary)";

// Some files run without a browser's document.
if (globalThis.document) {
  const hidden = document.createElement("p").style;
  hidden.display = "none";

  window.getComputedStyle = (element: Element): CSSStyleDeclaration =>
    element.matches(HIDDEN_BY_THE_BROWSER) ? hidden : (element as HTMLElement).style;
}

/**
 * React in development records, for each element, the call stack that made it: a third of what the tests of the tablet
 * cost. It stops after so many a second. Here the count stands there from the start; a warning of React then names the
 * component alone.
 */
const MOST_STACKS = 10_000;
const internals: unknown = Reflect.get(React, "__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE");
Object.defineProperty(internals, "recentlyCreatedOwnerStacks", { get: () => MOST_STACKS, set: () => undefined });
