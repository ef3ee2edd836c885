import { screen, within } from "@testing-library/react";
import { SECTIONS } from "#components/staff/sections.ts";
import { StaffFrame } from "#components/staff/staff-frame.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

test("the sections stand folded for a narrow screen and in a row for a wide one, the same links in both", () => {
  shown(
    <StaffFrame name="Coordination" mark={null} languages={null} sections={SECTIONS}>
      <h1>Lieux</h1>
    </StaffFrame>,
  );
  const menu = screen.getByRole("navigation", { name: "Coordination" });
  const [folded, inARow] = [...menu.querySelectorAll("ul")];
  const links = (list: HTMLElement | undefined) =>
    within(list!)
      .getAllByRole("link", { hidden: true })
      .map((link) => link.getAttribute("href"));
  expect(links(folded)).toEqual(["/conseiller", ...SECTIONS.map(({ href }) => href)]);
  expect(links(inARow)).toEqual(links(folded));
  expect(screen.getByText("Toutes les pages").closest("details")?.open).toBe(false);
  expect(folded?.closest("details")).not.toBeNull();
  expect(inARow?.closest("details")).toBeNull();
});
