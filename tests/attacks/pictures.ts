import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { SERVICE } from "#tests/server/organisation/first-hour.ts";
import { ask, type Answer, type Attack, type Target } from "./attack.ts";

/** A drawing of which each of eight levels uses the one below eight times: 16 million squares in a kilobyte. */
function nestedDrawing(): string {
  const levels = Array.from(
    { length: 8 },
    (_, level) => `<g id="a${level + 1}">${`<use href="#a${level}"/>`.repeat(8)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs><rect id="a0" width="9" height="9"/>${levels.join("")}</defs><use href="#a8"/></svg>`;
}

const field = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#7a1f2b" } });

const files = async (): Promise<Readonly<Record<string, Uint8Array>>> => ({
  "a drawing": Buffer.from(nestedDrawing()),
  "a packed drawing": gzipSync(nestedDrawing()),
  "a drawing after the beginning of a PNG": Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    Buffer.from(nestedDrawing()),
  ]),
  "a drawing after the beginning of a JPEG": Buffer.concat([
    Buffer.from("ffd8ff", "hex"),
    Buffer.from(nestedDrawing()),
  ]),
  "a PNG of 12 million pixels in seven passes": await field(4_000, 3_000).png({ progressive: true }).toBuffer(),
  "a PNG of 100 million pixels": await field(10_000, 10_000).png().toBuffer(),
  "a JPEG of 12 million pixels in many scans": await field(4_000, 3_000)
    .jpeg({ progressive: true, optimiseScans: true })
    .toBuffer(),
  "a JPEG of 64 million pixels": await field(8_000, 8_000).jpeg({ progressive: true, quality: 1 }).toBuffer(),
});

async function sendLogo(target: Target, what: string, file: Uint8Array): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...SERVICE, organisationId: target.organisation }))
    body.append(name, value);
  body.append("logo", new Blob([new Uint8Array(file)]));
  const status = await ask(target, `/coordination/reglages/enregistrer?organisation=${target.slug}`, {
    method: "POST",
    body,
  });
  return { what, status };
}

/** Pictures that are small as files and take long to draw, one by one and twelve at once. */
export const pictures: Attack = {
  name: "pictures that take long to draw",
  async *send(target) {
    const all = Object.entries(await files());
    for (const [what, file] of all) yield sendLogo(target, what, file);
    const crowd = Array.from({ length: 12 }, (_, index) => all[index % all.length] as (typeof all)[number]);
    yield* await Promise.all(crowd.map(([what, file]) => sendLogo(target, `${what}, among twelve`, file)));
  },
};
