/**
 * What is heard of a dialog: that somebody asked to close it (Escape, or going back on a telephone), and that the page
 * below can be used again.
 */
type Heard = { readonly onCloseRequest: () => void; readonly onClosed: () => void };

/** The dialogs that are open, the last one in front. */
const open: HTMLElement[] = [];
/** What this module has made `inert`. */
let outOfReach: ReadonlySet<Element> = new Set();
/**
 * Dialogs that were closed since the page below was last given free, and what had the focus before the first of them.
 */
let closed: Heard[] = [];
let returnsTo: Element | undefined;

/**
 * Shows a dialog over all else, with the focus in it, until the returned function is called. What is below can be
 * neither tapped nor reached by keyboard or screen reader meanwhile, as with `showModal`. Unlike there it is taken out
 * of reach, and given free, after the dialog was painted: the browser styles the whole page anew for it, which on a
 * slow tablet is a fifth of the time between tap and picture. Until the page is free again it stays out of reach, also
 * for a second tap. A browser without popovers shows it with `showModal`.
 */
export function showOver(dialog: HTMLDialogElement, heard: Heard): () => void {
  if (!("showPopover" in dialog)) return showModal(dialog, heard);
  const before = (returnsTo?.isConnected ? returnsTo : document.activeElement) ?? undefined;
  returnsTo = undefined;
  dialog.showPopover();
  open.push(dialog);
  afterPaint(settle);
  const forget = onCloseRequest(() => {
    if (open.at(-1) === dialog) heard.onCloseRequest();
  });
  return () => {
    forget();
    dialog.hidePopover();
    open.splice(open.indexOf(dialog), 1);
    closed.push(heard);
    returnsTo ??= before;
    afterPaint(settle);
  };
}

function showModal(dialog: HTMLDialogElement, { onCloseRequest: ask, onClosed }: Heard): () => void {
  dialog.addEventListener("cancel", ask);
  dialog.showModal();
  return () => {
    dialog.removeEventListener("cancel", ask);
    // While it is in the document: only then the browser returns the focus.
    dialog.close();
    onClosed();
  };
}

/** What is outside the dialog in front is out of reach, and nothing else; what had the focus before it has it again. */
function settle(): void {
  const heard = closed;
  closed = [];
  for (const { onClosed } of heard) onClosed();
  const front = open.at(-1);
  const outside = front ? besides(front) : [];
  const outsideNow = new Set(outside);
  for (const element of outOfReach) if (!outsideNow.has(element)) element.removeAttribute("inert");
  const mine = outside.filter((element) => outOfReach.has(element) || !element.hasAttribute("inert"));
  for (const element of mine) element.setAttribute("inert", "");
  outOfReach = new Set(mine);
  const focused = returnsTo;
  returnsTo = undefined;
  // Somebody may have put it elsewhere meanwhile.
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost && focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
}

/** All elements beside this one and beside what it is in. */
function besides(element: Element): readonly Element[] {
  const { parentElement: parent } = element;
  if (!parent || element === document.body) return [];
  return [...[...parent.children].filter((child) => child !== element), ...besides(parent)];
}

/**
 * Runs it once what is on the page now was painted. A frame begins with this callback, and what a timer does comes
 * after it.
 */
const afterPaint = (run: () => void): unknown => requestAnimationFrame(() => setTimeout(run));

type Watcher = { onclose: (() => void) | null; readonly destroy: () => void };

/**
 * Calls it at Escape and, where the browser tells, when somebody goes back on a telephone, until the returned function
 * is called.
 */
function onCloseRequest(ask: () => void): () => void {
  const { CloseWatcher } = globalThis as unknown as { readonly CloseWatcher?: new () => Watcher };
  if (!CloseWatcher) {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") ask();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }
  let watcher: Watcher;
  const watch = (): void => {
    watcher = new CloseWatcher();
    // Each hears one request; the dialog may stay open.
    watcher.onclose = () => (watch(), ask());
  };
  watch();
  return () => watcher.destroy();
}
