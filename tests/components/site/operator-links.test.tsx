import { screen } from "@testing-library/react";
import { OperatorLinks } from "#components/site/operator-links.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

const operators = [
  { slug: "rennes", service: "Aide numérique Rennes", phone: "+33299000000" },
  { slug: "nouvoitou", service: "Aide Nouvoitou" },
];
const addresses = () => screen.getAllByRole("link").map((one) => one.getAttribute("href"));

test("each operator is named with its own page, and with its number where it has one", () => {
  shown(<OperatorLinks operators={operators} />);
  expect(addresses()).toEqual(["/chez/rennes", "tel:+33299000000", "/chez/nouvoitou"]);
});

test("a page about one operator is that of each, without its number", () => {
  shown(<OperatorLinks operators={operators} page="/mentions-legales" />);
  expect(addresses()).toEqual(["/chez/rennes/mentions-legales", "/chez/nouvoitou/mentions-legales"]);
});
