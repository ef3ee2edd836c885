import { compose } from "#lib/mail/compose.ts";
import type { MailContent } from "#lib/mail/content.ts";
import { fill } from "#lib/mail/fill.ts";
import { bidiIsolate } from "#lib/mail/bidi-isolate.ts";
import { composeLetter, paragraph } from "#lib/mail/letter.ts";

const content = (changes: Partial<MailContent> = {}): MailContent => ({
  language: "fr",
  subject: "Votre rendez-vous",
  preheader: "Mairie",
  service: "Aide numérique",
  blocks: [
    { is: "panel", lines: [{ is: "lead", text: "On vous attend." }] },
    { is: "code", label: "Votre code", code: "K7M4PD" },
    { is: "button", label: "Voir", href: "https://aide.example/r/a" },
    { is: "stopPanel", lines: [{ is: "warning", text: "Ne venez pas." }] },
    { is: "call", text: "Appelez :", phone: "03 53 01 00 67", href: "tel:+33353010067" },
  ],
  foot: [{ is: "link", label: "Arrêter", href: "https://aide.example/r/a" }],
  ...changes,
});

test("the text part has every block in the order of the HTML, and who writes at the end", () => {
  expect(compose(content()).text).toBe(`On vous attend.

Votre code\u00a0: K7M4PD

Voir\u00a0:
https://aide.example/r/a

Ne venez pas.

Appelez : 03 53 01 00 67

Aide numérique
Arrêter\u00a0:
https://aide.example/r/a
`);
});

test("only French has a space before the colon of a label", () => {
  expect(compose(content({ language: "en" })).text).toContain("Votre code: K7M4PD");
});

test("bands stand beside the body and never in it, in their order", () => {
  const { html } = compose(content());
  const places = ["On vous attend.", "K7M4PD", "Ne venez pas.", "03 53 01 00 67"].map((said) => html.indexOf(said));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test("Arabic stands from right to left, its code at the left", () => {
  const { html } = compose(content({ language: "ar" }));
  expect(html).toMatch(/<html dir="rtl" lang="ar"/u);
  expect(html).toMatch(/align="left"[^>]*><span dir="ltr"[^>]*>K7M4PD/u);
  expect(compose(content()).html).toMatch(/align="right"[^>]*><span dir="ltr"[^>]*>K7M4PD/u);
});

test("a name with signs of HTML is shown as it is written, and fills nothing", () => {
  const name = `L'<b>"Escale" & {{code}}`;
  const { html, text } = compose(content({ blocks: [{ is: "text", text: name }] }));
  expect(html).toContain("L&#39;&lt;b&gt;&quot;Escale&quot; &amp; {{code}}");
  expect(text).toContain(name);
});

test("a slot without a value, or with one of the other kind, is an error of ours", () => {
  expect(() => fill("{{a}}", {})).toThrow("There is nothing for {{a}}.");
  expect(() => fill("{{a}}", { a: { html: "<b>" } })).toThrow("There is nothing for {{a}}.");
  expect(() => fill("{{+a}}", { a: "<b>" })).toThrow("There is nothing for {{+a}}.");
});

test("in Arabic a telephone keeps its own direction; other languages need no mark", () => {
  expect(bidiIsolate("03 53", "ar")).toBe("\u206803 53\u2069");
  expect(bidiIsolate("03 53", "tr")).toBe("03 53");
});

test("a letter says its paragraphs, and a mailbox shows how the first one begins", () => {
  const { subject, html, text } = composeLetter(
    {
      language: "fr",
      subject: "Votre code de connexion",
      blocks: [
        { is: "code", label: "Votre code", code: "123456" },
        paragraph("Écrivez-le dans le navigateur."),
        paragraph("Il marche une fois."),
      ],
    },
    "Aide numérique",
  );
  expect(subject).toBe("Votre code de connexion");
  expect(text).toBe(
    "Votre code\u00a0: 123456\n\nÉcrivez-le dans le navigateur.\n\nIl marche une fois.\n\nAide numérique\n",
  );
  expect(html).toMatch(/<div style="display:none[^>]*>Écrivez-le dans le navigateur\.<div>/u);
});

test("a letter of a code alone has no line after its subject", () => {
  const { html } = composeLetter(
    { language: "en", subject: "Code", blocks: [{ is: "code", label: "Code", code: "1" }] },
    "Help",
  );
  expect(html).toMatch(/<div style="display:none[^>]*><div>/u);
});
