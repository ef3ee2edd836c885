import { HalfDay } from "#tests/support/line.ts";

const announce = (day: HalfDay, message: string, time = "9:10") => day.does({ type: "announce", message }, time);

test("the room reads the message, and the next one instead of it", () => {
  const day = new HalfDay();
  expect(announce(day, "  La borne est en panne. ")).toBe("applied");
  expect(day.state.message).toBe("La borne est en panne.");
  announce(day, "De retour à 10 h.");
  expect(day.state.message).toBe("De retour à 10 h.");
});

test("an empty message takes it away", () => {
  const day = new HalfDay();
  announce(day, "La borne est en panne.");
  expect(announce(day, " ")).toBe("applied");
  expect(day.state).not.toHaveProperty("message");
});

test("announcing the same message twice changes nothing", () => {
  const day = new HalfDay();
  const { version } = day.state;
  announce(day, "");
  announce(day, "Bonjour.");
  announce(day, "Bonjour.");
  expect(day.state.version).toBe(version + 1);
});

test("140 characters are accepted, more are too large; an emoji is one character", () => {
  expect(announce(new HalfDay(), "🔔".repeat(140))).toBe("applied");
  expect(announce(new HalfDay(), "🔔".repeat(141))).toBe("too-large");
});

test("a personal number is refused", () => {
  const day = new HalfDay();
  expect(announce(day, "Le dossier 1234567 A est prêt.")).toBe("personal-number-refused");
  expect(announce(day, "Venez avec le 1 85 05 78 006 084 36.")).toBe("personal-number-refused");
  expect(announce(day, "Appelez le 03 68 98 50 00.")).toBe("applied");
});
