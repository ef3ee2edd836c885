import { screen } from "@testing-library/react";
import { atTime, button, passes, showTablet, tap } from "./show-tablet.tsx";
import { open, person, then } from "./morning.ts";

describe("a call tapped as the network dies, and lost to a colleague's", () => {
  /** I call 1, begin and end; meanwhile table 1 calls and begins with her; then my tablet comes back. */
  const comesBack = async (colleague: (state: ReturnType<typeof open>) => ReturnType<typeof open>) => {
    atTime("9:10");
    const { server, kept } = await showTablet(open(3));
    server.cut();
    for (const name of ["Appeler le 1", "Commencer", /^Terminer(?! et)/]) {
      await tap(name);
      await passes(1);
    }
    server.state = colleague(then(server.state, "9:10", { type: "call-next", desk: 1 }));
    await passes(60);
    server.restore();
    await passes(1);
    return { server, kept };
  };

  test("what was done with her afterwards falls with it: the colleague's person is left alone, and one sentence says so", async () => {
    const { server, kept } = await comesBack((state) => then(state, "9:10", { type: "start", visit: person(1) }));
    expect(server.state.visits[0]).toMatchObject({ state: "serving", desk: 1 });
    expect(server.received.map(({ type }) => type)).toEqual(["call-next"]);
    expect(await kept.all()).toEqual([]);
    expect(
      screen.getByText("Le 1 est déjà appelé à la table 1. Ce que vous avez fait ensuite ne compte pas."),
    ).toBeInTheDocument();
    expect(screen.getAllByRole("button", { name: "Compris" })).toHaveLength(1);
    expect(button("Appeler le 2")).toBeEnabled();
  });

  test("also when the colleague has helped her by then", async () => {
    const { server } = await comesBack((state) =>
      then(then(state, "9:10", { type: "start", visit: person(1) }), "9:11", { type: "finish", visit: person(1) }),
    );
    expect(server.state.visits[0]).toMatchObject({ state: "done", desk: 1 });
    expect(
      screen.getByText("Le 1 est passé à la table 1. Ce que vous avez fait ensuite ne compte pas."),
    ).toBeInTheDocument();
    expect(screen.getAllByRole("button", { name: "Compris" })).toHaveLength(1);
  });
});

describe("a call that has not reached the room", () => {
  const NOT_YET = "Le 1 n’est pas encore appelé à l’écran. Dites-le à voix haute.";

  test("is said to be so after two seconds without an answer; when it comes, the minutes begin", async () => {
    atTime("9:10");
    const { server } = await showTablet(open(2));
    let arrives = (): void => undefined;
    server.slow = new Promise((resolve) => (arrives = resolve));
    await tap("Appeler le 1");
    expect(screen.getByText(/^Encore 3 min 0 s/)).toBeInTheDocument();
    await passes(3);
    expect(screen.getByText(NOT_YET)).toBeInTheDocument();
    arrives();
    await passes(1);
    expect(screen.getByText(/^Encore 2 min 59 s/)).toBeInTheDocument();
  });

  test("gives nobody minutes to come while the network is gone", async () => {
    atTime("9:10");
    const { server } = await showTablet(open(2));
    server.cut();
    await tap("Appeler le 1");
    expect(screen.getByText(NOT_YET)).toBeInTheDocument();
    expect(screen.queryByText(/^Encore/)).toBeNull();
    await passes(240);
    expect(screen.queryByText(/3 minutes sont passées/)).toBeNull();
    expect(button("Commencer")).toBeEnabled();
    server.restore();
    await passes(6);
    expect(screen.queryByText(NOT_YET)).toBeNull();
    expect(screen.getByText(/^Encore 2 min 5\d s/)).toBeInTheDocument();
  });

  test("is said so after a reload too", async () => {
    atTime("9:10");
    const { server, kept, leave } = await showTablet(open(2));
    server.cut();
    await tap("Appeler le 1");
    leave();
    await showTablet(server.state, { server, kept });
    await passes(6);
    expect(screen.getByText(NOT_YET)).toBeInTheDocument();
  });

  test("is nothing of whoever was called before the network went", async () => {
    atTime("9:10");
    const { server } = await showTablet(then(open(2), "9:09", { type: "call-next", desk: 2 }));
    server.cut();
    await passes(6);
    expect(screen.getByText(/^Encore 1 min/)).toBeInTheDocument();
  });
});
