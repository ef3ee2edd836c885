import "@testing-library/jest-dom";
import { act, render, screen } from "@testing-library/react";
import { UnsentActsNotice } from "#components/tablet/unsent-acts-notice.tsx";
import { ME } from "./morning.ts";

const labels = { title: "Pas encore parties.", kept: "Elles attendent.", send: "Les envoyer" };

/** The notice on a tablet that keeps acts of these half-days, by who did them. */
async function shown(kept: Readonly<Record<string, readonly string[]>>, asked: string[] = []): Promise<void> {
  const look = async (conseiller: string) => (asked.push(conseiller), kept[conseiller] ?? []);
  await act(
    async () => void render(<UnsentActsNotice me={ME} list="/ar/conseiller" labels={labels} readUnsent={look} />),
  );
}

test("who leaves a tablet that still keeps acts of hers is told, and led to where they are sent", async () => {
  const asked: string[] = [];
  await shown({ [ME]: ["neuhof", "hautepierre"] }, asked);
  expect(screen.getByRole("status")).toHaveTextContent("Pas encore parties. Elles attendent.");
  expect(screen.getByRole("link", { name: "Les envoyer" })).toHaveAttribute(
    "href",
    "/ar/conseiller/permanences/neuhof",
  );
  expect(asked).toEqual([ME]);
});

test("what others did here is not told to her", async () => {
  await shown({ somebody: ["neuhof"] });
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

test("a browser that keeps nothing has nothing to tell", async () => {
  await act(
    async () =>
      void render(
        <UnsentActsNotice
          me={ME}
          list="/conseiller"
          labels={labels}
          readUnsent={() => Promise.reject(new Error("SecurityError"))}
        />,
      ),
  );
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});
