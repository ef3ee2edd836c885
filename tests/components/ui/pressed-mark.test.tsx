import { cleanup, fireEvent, render } from "@testing-library/react";
import { PressedMark } from "#components/ui/pressed-mark.tsx";

/** What was pressed is left by nobody here: jsdom opens no page. */
const stays = (event: Event): void => event.preventDefault();

let page: HTMLElement;
beforeEach(() => {
  ({ container: page } = render(
    <>
      <PressedMark />
      <a href="/coordination/planning?semaine=2027-03-01">
        <span>Semaine</span>
      </a>
      <a href="/tableau.csv" download>
        Tableau
      </a>
      <a href="/agenda" target="_blank">
        Ailleurs
      </a>
      <a href="https://ville.example/">Ville</a>
      <a href="#contenu">Contenu</a>
      <form method="post" action="/planifier">
        <button>Planifier</button>
      </form>
      <button type="button">Imprimer</button>
    </>,
  ));
  // After the listeners of the mark.
  window.addEventListener("click", stays);
  window.addEventListener("submit", stays);
});
afterEach(() => {
  cleanup();
  window.removeEventListener("click", stays);
  window.removeEventListener("submit", stays);
});

const named = (text: string): HTMLElement =>
  [...page.querySelectorAll<HTMLElement>("a, button")].find((one) => one.textContent === text)!;
const marked = (): readonly (string | null)[] =>
  [...document.querySelectorAll("[data-pressed]")].map(({ textContent }) => textContent);

test("a link that was pressed is marked, also by a part of it, until another one is", () => {
  fireEvent.click(named("Semaine").querySelector("span")!);
  expect(marked()).toEqual(["Semaine"]);
  page.querySelector("form")!.requestSubmit(named("Planifier"));
  expect(marked()).toEqual(["Planifier"]);
});

test.each(["Tableau", "Ailleurs", "Ville", "Contenu", "Imprimer"])(
  "%s opens no other page of the service in this window and is not marked",
  (text) => {
    fireEvent.click(named(text));
    expect(marked()).toEqual([]);
  },
);

test("what opens in another window by a key, or was stopped by the page, is not marked", () => {
  fireEvent.click(named("Semaine"), { ctrlKey: true });
  named("Semaine").addEventListener("click", stays);
  fireEvent.click(named("Semaine"));
  expect(marked()).toEqual([]);
});

test("a page that is shown again as it was left has no mark", () => {
  fireEvent.click(named("Semaine"));
  fireEvent(window, new Event("pageshow"));
  expect(marked()).toEqual([]);
});
