import { cleanup, screen } from "@testing-library/react";
import { PrintButton } from "#components/ui/print-button.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

afterEach(cleanup);

test("a page that is there to be printed has its button on a telephone too, any other from a tablet on", () => {
  inLocale("fr", <PrintButton label="Imprimer" onPhone />);
  expect(screen.getByRole("button", { name: "Imprimer" }).className).not.toContain("max-sm:hidden");
  cleanup();
  inLocale("fr", <PrintButton label="Imprimer" />);
  expect(screen.getByRole("button", { name: "Imprimer" }).className).toContain("max-sm:hidden");
});
