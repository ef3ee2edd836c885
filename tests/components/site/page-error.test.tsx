import "@testing-library/jest-dom";
import { fireEvent, render, screen } from "@testing-library/react";
import { PageError, PageErrorLabels } from "#components/site/page-error.tsx";
import ar from "#messages/ar.json";
import fr from "#messages/fr.json";

test("a fault of ours is said as ours, in the reader's language", () => {
  render(
    <PageErrorLabels labels={ar.site.broken}>
      <PageError />
    </PageErrorLabels>,
  );
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(ar.site.broken.title);
  expect(screen.getByText(ar.site.broken.what)).toBeVisible();
  expect(screen.getByText(ar.site.broken.do)).toBeVisible();
});

test("« Réessayer » loads the page anew", () => {
  let loads = 0;
  render(
    <PageErrorLabels labels={fr.site.broken}>
      <PageError reload={() => (loads += 1)} />
    </PageErrorLabels>,
  );
  fireEvent.click(screen.getByRole("button", { name: fr.site.broken.again }));
  expect(loads).toBe(1);
});
