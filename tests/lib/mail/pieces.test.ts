import { PIECES } from "#lib/mail/pieces.ts";
import { drawMail } from "#scripts/draw-mail.ts";

test("the pieces are as they are drawn", async () => {
  expect(PIECES).toEqual(await drawMail());
});

test("what is touched is at least 44 pixels high", () => {
  const links = Object.entries(PIECES).flatMap(([name, html]) =>
    [...html.matchAll(/<a [^>]*style="([^"]*)"/gu)].map(([, style = ""]) => ({ name, height: heightOf(style) })),
  );
  expect(links.map(({ name }) => name)).toEqual(["button", "quietButton", "call", "link"]);
  expect(links.filter(({ height }) => height < 44)).toEqual([]);
});

/** Pixels that a link is high by its line and what stands around it. */
const heightOf = (style: string): number => {
  const pixels = (property: string) => Number(new RegExp(`(?:^|;)${property}:(\\d+)px`, "u").exec(style)?.[1] ?? 0);
  return pixels("line-height") + pixels("padding-top") + pixels("padding-bottom");
};
