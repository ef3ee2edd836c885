import { composeLetter, paragraph } from "#lib/mail/letter.ts";

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
