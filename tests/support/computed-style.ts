/**
 * In the tests of components no stylesheet is loaded, so an element is hidden by its own style, or by the browser's rules for
 * these elements. jsdom tries every rule of its stylesheet for each question of a query by role, which was a sixth of what
 * these tests cost; here the question is answered from what can differ.
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
