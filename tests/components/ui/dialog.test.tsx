import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import "@testing-library/jest-dom/jest-globals";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { Dialog } from "#components/ui/dialog.tsx";

beforeEach(() => {
  jest.useFakeTimers();
  // jsdom lacks popovers, and knows an open dialog by this attribute.
  HTMLDialogElement.prototype.showPopover = function showPopover() {
    this.open = true;
  };
  HTMLDialogElement.prototype.hidePopover = function hidePopover() {
    this.open = false;
  };
});

afterEach(() => void jest.useRealTimers());

/** A button that opens a dialog with a field and « Fermer », and what else is in it. */
function Opener({ name, children, onClosed }: { name: string; children?: ReactNode; onClosed?: () => void }) {
  const [isOpen, open] = useState(false);
  return (
    <>
      <button onClick={() => open(true)}>{name}</button>
      {isOpen && (
        <Dialog label={name} onClose={() => open(false)} {...(onClosed && { onClosed })}>
          <button onClick={() => open(false)}>Fermer {name}</button>
          {children}
        </Dialog>
      )}
    </>
  );
}

const button = (name: string): HTMLElement => screen.getByRole("button", { name });

function tap(name: string): void {
  button(name).focus();
  fireEvent.click(button(name));
}

/** The picture that answers is on the screen. */
const painted = (): void => act(() => void jest.runOnlyPendingTimers());

/** Whether a finger, the keyboard and a screen reader reach it. */
const isWithinReach = (element: Element): boolean => element.closest("[inert]") === null;

const reached = (...names: readonly string[]): readonly boolean[] => names.map((name) => isWithinReach(button(name)));

test("while a dialog is open nothing beside it is within reach; closed, all is that was before, and the focus is where it was", () => {
  render(
    <div>
      <p inert>Jamais</p>
      <main>
        <button>Dehors</button>
        <Opener name="Choix" />
      </main>
    </div>,
  );
  tap("Choix");
  painted();
  painted();
  expect(reached("Dehors", "Choix", "Fermer Choix")).toEqual([false, false, true]);
  tap("Fermer Choix");
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  // Not before the picture without the dialog: a second tap at once does nothing.
  expect(reached("Dehors", "Choix")).toEqual([false, false]);
  painted();
  painted();
  expect([reached("Dehors", "Choix"), isWithinReach(screen.getByText("Jamais"))]).toEqual([[true, true], false]);
  expect(button("Choix")).toHaveFocus();
});

test("of two dialogs the one in front alone is within reach and hears Escape; the focus goes back to the other", () => {
  render(
    <main>
      <Opener name="Choix">
        <Opener name="Détail" />
      </Opener>
    </main>,
  );
  tap("Choix");
  painted();
  tap("Détail");
  painted();
  painted();
  expect(reached("Choix", "Fermer Choix", "Fermer Détail")).toEqual([false, false, true]);
  fireEvent.keyDown(document.body, { key: "Escape" });
  painted();
  painted();
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
  expect(reached("Choix", "Fermer Choix", "Détail")).toEqual([false, true, true]);
  expect(button("Détail")).toHaveFocus();
});

test("where one dialog takes the place of another, the focus goes back to what opened the first", () => {
  function Two() {
    const [which, show] = useState<"none" | "first" | "second">("none");
    return (
      <>
        <button onClick={() => show("first")}>Choix</button>
        {which === "first" && (
          <Dialog label="Premier" onClose={() => show("none")}>
            <button onClick={() => show("second")}>Suite</button>
          </Dialog>
        )}
        {which === "second" && (
          <Dialog label="Second" onClose={() => show("none")}>
            <button onClick={() => show("none")}>Fermer</button>
          </Dialog>
        )}
      </>
    );
  }
  render(<Two />);
  tap("Choix");
  painted();
  tap("Suite");
  painted();
  painted();
  expect(reached("Choix", "Fermer")).toEqual([false, true]);
  tap("Fermer");
  painted();
  painted();
  expect(reached("Choix")).toEqual([true]);
  expect(button("Choix")).toHaveFocus();
});

test("what hears that it was closed hears it once, before the page below is within reach", () => {
  const heard: boolean[] = [];
  render(<Opener name="Choix" onClosed={() => heard.push(isWithinReach(button("Choix")))} />);
  tap("Choix");
  painted();
  painted();
  tap("Fermer Choix");
  painted();
  painted();
  painted();
  expect(heard).toEqual([false]);
});

test("a browser without popovers shows it as its own modal dialog", () => {
  const { showPopover } = HTMLDialogElement.prototype;
  Reflect.deleteProperty(HTMLDialogElement.prototype, "showPopover");
  const showModal = jest.fn();
  const close = jest.fn();
  Object.assign(HTMLDialogElement.prototype, { showModal, close });
  const onClosed = jest.fn();
  render(<Opener name="Choix" onClosed={onClosed} />);
  fireEvent.click(button("Choix"));
  expect(showModal).toHaveBeenCalledTimes(1);
  fireEvent(document.querySelector("dialog") as Element, new Event("cancel"));
  expect([close, onClosed].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  Object.assign(HTMLDialogElement.prototype, { showPopover });
});
