import "@testing-library/jest-dom";
import { fireEvent, render, screen } from "@testing-library/react";
import { Fault, FaultWords } from "#components/site/fault.tsx";
import ar from "#messages/ar.json";
import fr from "#messages/fr.json";

test("a fault of ours is said as ours, in the reader's language", () => {
  render(
    <FaultWords words={ar.site.broken}>
      <Fault />
    </FaultWords>,
  );
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(ar.site.broken.title);
  expect(screen.getByText(ar.site.broken.what)).toBeVisible();
  expect(screen.getByText(ar.site.broken.do)).toBeVisible();
});

test("« Réessayer » loads the page anew", () => {
  let loads = 0;
  render(
    <FaultWords words={fr.site.broken}>
      <Fault reload={() => (loads += 1)} />
    </FaultWords>,
  );
  fireEvent.click(screen.getByRole("button", { name: fr.site.broken.again }));
  expect(loads).toBe(1);
});
