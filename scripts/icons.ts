import { mkdir, readFile, writeFile } from "node:fs/promises";
import sharp from "sharp";
import { runScript } from "./run-script.ts";

const ACCENT = "#005f6b";

/**
 * Side in pixels and share of it that the mark takes; a system cuts a maskable icon to its own form, down to four
 * fifths.
 */
const ICONS = [
  { name: "icon-192", side: 192, share: 1 },
  { name: "icon-512", side: 512, share: 1 },
  { name: "maskable-512", side: 512, share: 0.72 },
  { name: "apple-180", side: 180, share: 0.86 },
];

/** `npm run icons`: draws the icons of the installed application again, from app/icon.svg. */
await runScript(async () => {
  const mark = await readFile("app/icon.svg");
  await mkdir("public/install", { recursive: true });
  for (const { name, side, share } of ICONS) {
    const size = Math.round(side * share);
    const drawn = await sharp(mark, { density: (72 * size) / 30 })
      .resize(size, size)
      .png()
      .toBuffer();
    const ground = sharp({
      create: { width: side, height: side, channels: 4, background: share < 1 ? ACCENT : "#0000" },
    });
    await writeFile(
      `public/install/${name}.png`,
      await ground
        .composite([{ input: drawn }])
        .png({ palette: true })
        .toBuffer(),
    );
  }
  console.log(`public/install: ${ICONS.length} icons. Keep what changed.`);
});
