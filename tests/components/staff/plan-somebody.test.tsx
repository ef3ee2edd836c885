import { screen } from "@testing-library/react";
import { PlanSomebody } from "#components/staff/planning/plan-somebody.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

test("what was planned without anybody leads to the panel where people are planned, in its week", () => {
  const short = { permanence: "p", place: "Neuhof", localDate: "2027-03-10" };
  shown(<PlanSomebody short={short} organisation="ville" />);
  const link = screen.getByRole("link", { name: /^Mettre quelqu’un.: mercredi 10 mars, Neuhof$/u });
  expect(link.getAttribute("href")).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=p#permanence",
  );
});
