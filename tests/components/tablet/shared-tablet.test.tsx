import "@testing-library/jest-dom";
import { act, render, screen } from "@testing-library/react";
import { LateSender } from "#components/tablet/late-sender.tsx";
import type { Answer, LineServer } from "#components/tablet/device/line-server.ts";
import { memoryOutbox, type KeptCommand } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { at, ME, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

const closed = () => ({ ...open(2), status: "closed" as const, closedAt: at("9:20") });

describe("the shared tablet of a place", () => {
  beforeEach(() => atTime("9:28"));

  test("its menu leads to no list of half-days and to nobody’s contact, and quits to the page of the place", async () => {
    await showTablet(open(2), { shared: true });
    await tap("Pause, fermer…");
    expect(screen.queryByRole("link", { name: "Voir qui prévenir" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Mes permanences" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Ouvrir pour un collègue" })).toBeNull();
    expect(button("Quitter").closest("form")).toHaveAttribute("action", "/connexion/quitter?lieu=neuhof");
  });

  test("the tablet of somebody who signed in leads to what opens it for a colleague", async () => {
    await showTablet(open(2));
    await tap("Pause, fermer…");
    expect(screen.getByRole("link", { name: "Ouvrir pour un collègue" })).toHaveAttribute(
      "href",
      expect.stringMatching(/\/tablette$/),
    );
  });

  test("once the half-day is closed it says so, reopens nothing, and leads to where it is opened again", async () => {
    await showTablet(closed(), { shared: true });
    expect(screen.getByText("La tablette est fermée pour cette permanence.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Rouvrir la permanence" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Voir qui prévenir" })).toBeNull();
    expect(screen.getByRole("link", { name: "Ouvrir de nouveau" })).toHaveAttribute("href", "/tablette?lieu=neuhof");
  });

  test("after its close it asks nobody to sign in again; while the half-day goes on it does", async () => {
    const { server } = await showTablet(closed(), { shared: true });
    server.signedIn = false;
    await passes(61);
    expect(screen.queryByRole("link", { name: "Se connecter de nouveau" })).toBeNull();
  });

  test("what it did without network is sent after the close, though it is told the line no more", async () => {
    atTime("9:10");
    const called = then(open(2), "9:09", { type: "call-next", desk: 2 });
    const { server, kept } = await showTablet(called, { shared: true });
    server.cut();
    await passes(6);
    await tap("Commencer");
    server.state = closed();
    server.tellsNoLine = true;
    server.restore();
    await passes(1);
    expect(server.received.map(({ type }) => type)).toEqual(["start"]);
    expect(await kept.all()).toEqual([]);
    expect(screen.getByText(/^La permanence était fermée/)).toBeInTheDocument();
  });

  test("a login that ended during the half-day is opened again at the place", async () => {
    const { server } = await showTablet(open(2), { shared: true });
    server.signedIn = false;
    await passes(61);
    expect(screen.getByRole("link", { name: "Se connecter de nouveau" })).toHaveAttribute(
      "href",
      "/tablette?lieu=neuhof",
    );
  });
});

describe("what a shared tablet did before its half-day was over", () => {
  const labels = { sending: "En train de partir.", sent: "Tout est parti.", waits: "Attend encore." };
  const finish: KeptCommand = {
    id: "01990000-0000-7000-8000-0000000000f1",
    at: at("9:10"),
    device: "tablet-1",
    conseiller: ME,
    type: "finish",
    visit: person(1),
  };

  /** The page on which the tablet is opened again, with these acts kept; the server answers so. */
  async function shown(kept: readonly KeptCommand[], answers: (sent: readonly Command[]) => Answer) {
    const sent: Command[] = [];
    const outbox = memoryOutbox(kept);
    const post = async (commands: readonly Command[]): Promise<Answer> => (sent.push(...commands), answers(commands));
    const server = { post } as LineServer;
    const opens = () => Promise.resolve(outbox);
    await act(
      async () =>
        void render(
          <LateSender permanence="p" zone="Europe/Paris" me={ME} labels={labels} open={opens} server={server} />,
        ),
    );
    return { sent, left: await outbox.all() };
  }
  const noted = (sent: readonly Command[]): Answer => ({
    kind: "answered",
    results: sent.map(({ id }) => ({ id, outcome: "refused", refusal: "noted-after-close" })),
  });

  test("is sent from the page on which it is opened again", async () => {
    const { sent, left } = await shown([finish], noted);
    expect([sent.map(({ type }) => type), left]).toEqual([["finish"], []]);
    expect(screen.getByRole("status")).toHaveTextContent("Tout est parti.");
  });

  test("of a colleague is not sent in somebody else’s name", async () => {
    const { sent } = await shown([{ ...finish, conseiller: "somebody" }], noted);
    expect(sent).toEqual([]);
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  test("waits while the server does not answer, and the page says so", async () => {
    const { left } = await shown([finish], () => ({ kind: "access-lost", why: "signed-out" }));
    expect(left).toHaveLength(1);
    expect(screen.getByRole("status")).toHaveTextContent("Attend encore.");
  });
});
