import { sentencesOf } from "#tests/support/check/sentences.ts";
import { breachesIn } from "#tests/support/planted-tree.ts";

const words = (count: number): string => `Word${" word".repeat(count - 1)}.`;

test("a sentence of more than 35 words is seen at the line of its paragraph, and a page that reads slowly on average", async () => {
  const found = await breachesIn<string>(
    "sentences",
    {},
    {
      "short enough": { "docs/line.md": `# The line\n\n${words(17)}\n${words(17)}\n` },
      "one too long": { "docs/line.md": `# The line\n\n- ${words(1)}\n- ${words(1)}\n- ${words(36)}\n` },
      "all rather long": { "README.md": `${words(18)}\n` },
      "not read": { [["docs", "spoken/home.md"].join("/")]: `${words(60)}\n`, "lib/queue/line.md": `${words(60)}\n` },
    },
  );
  expect(found["short enough"]).toEqual([]);
  expect(found["one too long"]).toEqual([
    expect.objectContaining({ rule: "sentence-too-long", file: "docs/line.md", line: 5 }),
  ]);
  expect(found["all rather long"]).toEqual([expect.objectContaining({ rule: "sentences-too-long", line: 1 })]);
  expect(found["not read"]).toEqual([]);
}, 60_000);

test("headings, tables, code and pictures are left out, and a link counts as the words it shows", () =>
  expect(
    sentencesOf(
      "# One two\n\n| one | two |\n\n```\none two\n```\n\n![one](two)\n\nSee [the line](line.md#order) and `one two`. Then\nstop.\n",
    ).map(({ text, words: count }) => [text, count]),
  ).toEqual([
    ["See the line and code.", 5],
    ["Then stop.", 2],
  ]));
