import "@testing-library/jest-dom";
import { fireEvent, screen } from "@testing-library/react";
import { LateSender } from "#components/tablet/late-sender.tsx";
import type { SendAnswer, LineServer } from "#components/tablet/device/line-server.ts";
import { memoryOutbox, type KeptCommand } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { at, booked, COLLEAGUE, ME, open, person, then } from "./morning.ts";
import { inLocale } from "#tests/components/site/in-locale.tsx";
import { atTime, button, passes, showTablet, tap } from "./show-tablet.tsx";

const closed = () => ({ ...open(2), status: "closed" as const, closedAt: at("9:20") });

describe("the shared tablet of a place", () => {
  beforeEach(() => atTime("9:28"));

  test("its menu leads to no list of half-days and to nobody’s contact, and quits to the page of the place", async () => {
    await showTablet(open(2), { shared: true });
    await tap("Pause, fermer…");
    expect(screen.queryByRole("link", { name: "Voir qui prévenir" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Mes permanences" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Ouvrir pour un collègue" })).toBeNull();
    expect(button("Quitter la tablette").closest("form")).toHaveAttribute("action", "/connexion/quitter?lieu=neuhof");
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

  const close = async () => {
    await tap("Pause, fermer…");
    await tap("Fermer la permanence");
  };
  const TO_TELL = /^La coordination prévient les personnes/u;

  test("once it is closed it says that coordination tells those who had an appointment, where there are some", async () => {
    await showTablet(open(0, { expected: [booked(1, "10:30")] }), { shared: true });
    await close();
    fireEvent.click(screen.getByRole("radio", { name: "Annuler" }));
    await tap("Fermer la permanence");
    expect(screen.getByText("La tablette est fermée pour cette permanence.")).toBeInTheDocument();
    expect(screen.getByText(TO_TELL)).toBeInTheDocument();
  });

  test("and says nothing of it where nobody was expected any more", async () => {
    await showTablet(open(0, { expected: [booked(1, "8:30")] }), { shared: true });
    await close();
    await tap("Fermer la permanence");
    expect(screen.getByText("La tablette est fermée pour cette permanence.")).toBeInTheDocument();
    expect(screen.queryByText(TO_TELL)).toBeNull();
  });

  test("who helped somebody reads where their reports are, since none are on a shared tablet", async () => {
    const REPORTS = "Vos comptes rendus sont sur votre page, avec votre propre connexion.";
    const { leave } = await showTablet(closed(), { shared: true });
    expect(screen.queryByText(REPORTS)).toBeNull();
    leave();
    const helped = then(then(open(1), "9:01", { type: "call-next", desk: 2 }), "9:02", {
      type: "start",
      visit: person(1),
    });
    const ended = then(helped, "9:20", { type: "finish", visit: person(1) }, { conseiller: ME });
    await showTablet({ ...ended, status: "closed", closedAt: at("9:21") }, { shared: true });
    expect(screen.getByText(REPORTS)).toBeInTheDocument();
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
    expect(await kept.all()).toMatchObject([{ type: "start", person: 1 }]);
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
  const finish: KeptCommand = {
    id: "01990000-0000-7000-8000-0000000000f1",
    at: at("9:10"),
    device: "tablet-1",
    conseiller: ME,
    type: "finish",
    visit: person(1),
    person: 1,
  };
  const ofColleague: KeptCommand = {
    ...finish,
    id: "01990000-0000-7000-8000-0000000000f2",
    conseiller: COLLEAGUE,
    signed: { key: "k", text: "t", signature: "s" },
  };
  beforeEach(() => atTime("10:00"));

  type Answers = (sent: readonly Command[]) => SendAnswer;

  /** The page on which the tablet is opened again, with these acts kept; the server answers so. */
  async function shown(kept: readonly KeptCommand[], answers: Answers, ofColleagues: Answers = answers) {
    const sent: Command[] = [];
    const forColleagues: Command[] = [];
    const outbox = memoryOutbox(kept);
    const server = {
      post: async (commands: readonly Command[]) => (sent?.push(...commands), answers(commands)),
      postOfColleague: async (commands: readonly Command[]) => (
        forColleagues?.push(...commands),
        ofColleagues(commands)
      ),
    } as unknown as LineServer;
    const page = inLocale(
      "fr",
      <LateSender
        permanence="p"
        zone="Europe/Paris"
        me={ME}
        serverTime={at("10:00")}
        open={() => Promise.resolve(outbox)}
        server={server}
      />,
    );
    await passes(1);
    return { sent, forColleagues, left: await outbox.all(), leave: page.unmount };
  }
  const refused =
    (refusal: "noted-after-close" | "state-changed"): Answers =>
    (sent) => ({ kind: "answered", results: sent.map(({ id }) => ({ id, outcome: "refused", refusal })) });
  const applied: Answers = (sent) => ({
    kind: "answered",
    results: sent.map(({ id }) => ({ id, outcome: "applied" })),
  });
  const NOT_KEPT = { name: "Ces actions n’ont pas donné ce qui était affiché" };
  const status = () => screen.getByRole("status");

  test("is sent from the page on which it is opened again", async () => {
    const { sent, left } = await shown([finish], applied);
    expect([sent?.map(({ type }) => type), left]).toEqual([["finish"], []]);
    expect(status()).toHaveTextContent("Tout ce qui a été fait ici est parti.");
    expect(screen.queryByRole("region", NOT_KEPT)).toBeNull();
  });

  test("of a colleague is sent as theirs, and not in somebody else’s name", async () => {
    const { sent, forColleagues, left } = await shown([ofColleague], applied);
    expect([sent, forColleagues?.map(({ id }) => id), left]).toEqual([[], [ofColleague.id], []]);
    expect(status()).toHaveTextContent("Tout ce qui a été fait ici est parti.");
  });

  test("that was refused is told with its number until it is put aside, also on the next page", async () => {
    const { leave } = await shown([finish, ofColleague], refused("state-changed"));
    const region = screen.getByRole("region", NOT_KEPT);
    expect(region).toHaveTextContent(
      /À 9.h.10, sans réseau, vous avez terminé avec le 1\. Entre-temps, cela avait changé/u,
    );
    expect(region).toHaveTextContent("un collègue a terminé avec le 1");
    expect(region).toHaveTextContent("Dites-le à la coordination.");
    leave();
    await shown([], applied);
    expect(screen.getByRole("region", NOT_KEPT)).toBeInTheDocument();
    await tap("Compris");
    expect(screen.queryByRole("region", NOT_KEPT)).toBeNull();
  });

  test("that was noted after a close is said to be noted", async () => {
    await shown([finish], refused("noted-after-close"));
    expect(screen.getByRole("region", NOT_KEPT)).toHaveTextContent(/noté dans le bilan\.Compris$/u);
  });

  test("that is no act on people stays for a login of its author, without holding up the others", async () => {
    const topic: KeptCommand = {
      ...finish,
      id: "01990000-0000-7000-8000-0000000000f3",
      type: "describe",
      topic: "impots",
    };
    const { sent, left } = await shown([topic, finish], applied);
    expect([sent?.map(({ type }) => type), left.map(({ type }) => type)]).toEqual([["finish"], ["describe"]]);
    expect(status()).toHaveTextContent("Il reste des actions. Elles partiront quand leur auteur se connectera ici.");
  });

  test("of a colleague that the server does not take as theirs stays, and is said to", async () => {
    const { left } = await shown([ofColleague], applied, () => ({ kind: "answered", results: [] }));
    expect(left).toHaveLength(1);
    expect(status()).toHaveTextContent("Il reste des actions.");
  });

  test("waits while the server does not answer, and the page says so", async () => {
    const { left } = await shown([finish], () => ({ kind: "access-lost", why: "signed-out" }));
    expect(left).toHaveLength(1);
    expect(status()).toHaveTextContent("Des actions faites ici attendent encore.");
  });
});
