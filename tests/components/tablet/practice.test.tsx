import "@testing-library/jest-dom";
import { jest } from "@jest/globals";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { Practice } from "#components/tablet/practice/practice.tsx";
import { ar, en, fr as messages, tr } from "#tests/support/catalogues.ts";
import { atTime, passes, tap } from "./show-tablet.tsx";

/** As the page shows it: spaces of every kind are one. */
const MARK = messages.practice.mark.replace(/\s/gu, " ");

beforeEach(() => {
  atTime("9:10");
  // Whatever is asked of a server is a fault of practice.
  globalThis.fetch = jest.fn<typeof fetch>(() => Promise.reject(new Error("Practice asked a server.")));
  window.history.replaceState(null, "", "/conseiller/entrainement");
});

afterEach(() => {
  expect(globalThis.fetch).not.toHaveBeenCalled();
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
});

async function show(address = "/conseiller/entrainement"): Promise<void> {
  window.history.replaceState(null, "", address);
  await act(
    async () =>
      void render(
        <NextIntlClientProvider locale="fr" messages={messages}>
          <Practice why={{ fr: messages.why, ar: ar.why, tr: tr.why, en: en.why }} home="/conseiller" />
        </NextIntlClientProvider>,
      ),
  );
  await passes(0);
}

const strip = () => within(screen.getByRole("complementary", { name: "S’entraîner" }));
const hint = (): string => strip().getByRole("status").textContent.replace(/\s/gu, " ");

describe("practice", () => {
  test("suggests one thing after the other, and ticks off what was done, without a word to the server or the browser’s storage", async () => {
    await show();
    expect(hint()).toMatch(/^Fait : 0 sur 10\. Une personne arrive/);
    await tap(/^\+ 1 personne/);
    expect(hint()).toMatch(/^Fait : 1 sur 10\. Appelez/);
    await tap("Appeler le 2");
    await tap("Commencer");
    await tap(/^Terminer(?! et)/);
    expect(hint()).toMatch(/^Fait : 4 sur 10/);
    const steps = strip().getAllByRole("listitem", { hidden: true });
    expect(steps.map((step) => step.textContent?.includes("(fait)"))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    await passes(130);
  });

  test("after « Terminer » the report is tried too: a topic, then « Enregistrer », and nothing of it is kept", async () => {
    await show();
    await tap("Appeler le 2");
    await tap("Commencer");
    await tap(/^Terminer(?! et)/);
    const report = within(screen.getByRole("region", { name: "Compte rendu du 2" }));
    expect(report.queryByText(/comptes rendus à faire/u)).toBeNull();
    await passes(1);
    fireEvent.click(report.getAllByRole("button", { pressed: false })[0]!);
    await passes(1);
    await tap("Enregistrer");
    expect(report.getByText(/^Noté/u)).toBeInTheDocument();
    expect(hint()).toMatch(/^Fait : 4 sur 10/);
  });

  test("« J’ai aidé quelqu’un » is tried as its form, and no figure of the half-day changes by it", async () => {
    await show();
    fireEvent.click(screen.getByText("Étapes, quitter…"));
    await tap("J’ai aidé quelqu’un");
    const form = within(screen.getByRole("dialog", { name: "J’ai aidé quelqu’un" }));
    expect(form.getByText(MARK)).toBeInTheDocument();
    expect(form.getByRole("button", { name: "Choisissez un thème" })).toBeDisabled();
    fireEvent.click(form.getByRole("button", { name: "E-mail" }));
    await tap("Enregistrer");
    expect(strip().getByText(/^C’est fait, et rien n’est enregistré/u)).toBeInTheDocument();
    expect(hint()).toMatch(/^Fait : 0 sur 10/);
    expect(screen.getByRole("heading", { name: /^3 personnes attendent/ })).toBeInTheDocument();
  });

  test("without network its acts wait on the page, and are done once it is back", async () => {
    await show();
    await tap("Couper le réseau");
    expect(screen.getByText(/^Sans réseau depuis/)).toBeInTheDocument();
    await tap(/^\+ 1 personne/);
    await tap("Appeler le 2");
    expect(screen.getByText("2 actions gardées")).toBeInTheDocument();
    await tap("Remettre le réseau");
    await passes(3);
    expect(screen.getByText("C’est envoyé")).toBeInTheDocument();
    expect(screen.queryByText(/^Sans réseau depuis/)).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Commencer" })).toBeInTheDocument();
  });

  test("« Recommencer » begins another half-day, with the network there", async () => {
    await show();
    await tap("Couper le réseau");
    await tap("Appeler le 2");
    fireEvent.click(screen.getByText("Étapes, quitter…"));
    await tap("Recommencer");
    await passes(1);
    expect(hint()).toMatch(/^Fait : 0 sur 10/);
    expect(screen.getByRole("button", { name: "Appeler le 2" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Couper le réseau" })).toBeInTheDocument();
  });

  test("its dialogs say that it is practice too, and lead nowhere", async () => {
    await show();
    expect(screen.getAllByText(MARK)).toHaveLength(1);
    await tap("Pause, fermer…");
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText(MARK)).toBeInTheDocument();
    expect(dialog.queryAllByRole("link")).toEqual([]);
    expect(screen.queryByRole("button", { name: "Montrer le code QR" })).not.toBeInTheDocument();
  });

  test("asking for help there tells nobody", async () => {
    await show();
    await tap(/Besoin d’aide/);
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText(/^D’ici, aucun mail ne part/)).toBeInTheDocument();
    expect(dialog.queryByRole("button", { name: "Prévenir la coordination" })).not.toBeInTheDocument();
  });

  test("leads back to the tablet from which it was opened, and to nothing else that an address may say", async () => {
    const leave = () => screen.getByRole("link", { name: "Quitter", hidden: true }).getAttribute("href");
    await show("/ar/conseiller/entrainement?permanence=01990000-0000-7000-8000-00000000aaaa");
    expect(leave()).toBe("/ar/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa");
    document.body.replaceChildren();
    await show("/conseiller/entrainement?permanence=//elsewhere.example");
    expect(leave()).toBe("/conseiller");
  });
});
