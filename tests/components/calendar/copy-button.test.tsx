import { act, fireEvent, screen } from "@testing-library/react";
import { AddToCalendar } from "#components/calendar/add-to-calendar.tsx";
import { shown } from "./shown.tsx";

const FEED = "http://neuhof.exemple/agenda/secret.ics";
const field = (): HTMLInputElement => screen.getByLabelText(/^Adresse de/);

/** Touches the button where the browser has this clipboard. */
async function copies(clipboard: object | undefined): Promise<void> {
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
  shown(<AddToCalendar feed={FEED} />);
  await act(async () => void fireEvent.click(screen.getByText("Copier l’adresse")));
}

afterEach(() => Reflect.deleteProperty(navigator, "clipboard"));

const said = (): string | undefined =>
  screen.getByText("Copier l’adresse").parentElement?.querySelector("[role=status]")?.textContent ?? undefined;

test("the address is copied, and that is said", async () => {
  const copied: string[] = [];
  await copies({ writeText: async (text: string) => void copied.push(text) });
  expect([copied, said()]).toEqual([[FEED], "Adresse copiée"]);
});

test.each([
  ["has no clipboard, as without https", undefined],
  ["does not allow it", { writeText: () => Promise.reject(new Error("NotAllowedError")) }],
])("a browser that %s: the address is selected, and the person is told to copy it by hand", async (_, clipboard) => {
  await copies(clipboard);
  expect(said()).toBe("L’adresse est sélectionnée. Copiez-la à la main.");
  expect(document.activeElement).toBe(field());
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, FEED.length]);
});
