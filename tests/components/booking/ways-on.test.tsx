import { cleanup, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { CannotBook, NoHour } from "#components/booking/nothing-to-book.tsx";
import { TopicChoice } from "#components/booking/topic-choice.tsx";
import { UnknownAppointment } from "#components/booking/unknown-appointment.tsx";
import topics from "#data/topics.json";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import fr from "#messages/fr.json";

const links = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));

test("each procedure is one touch and says what it is", () => {
  const { text } = shown(<TopicChoice topics={topics} page="/permanences/p/rendez-vous" />);
  expect(links()).toEqual(topics.map(({ key }) => `/permanences/p/rendez-vous?demarche=${key}`));
  expect(text).toContain("CAF : aide au logement. Demander ou calculer l’APL");
});

test("every topic of the demo has its name, its explanation, and words for all there is to bring", () => {
  for (const { key, bring } of topics) {
    expect(fr.topics).toHaveProperty([key]);
    expect(fr.booking.what).toHaveProperty([key]);
    for (const thing of bring) expect(fr.bring).toHaveProperty([thing]);
  }
});

test("when no hour is left, hours of another day there are one touch, with the procedure kept", () => {
  const start = instantOf("2026-11-30T09:30:00+01:00");
  const { text } = shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      walkIn={undefined}
      hours={[{ permanence: "q", span: { start, end: start }, remaining: 1 }]}
    />,
  );
  expect(text).toContain("lundi 30 novembre · 9 h 30");
  expect(links()).toEqual([
    "/permanences/p/rendez-vous",
    "/permanences/q/rendez-vous?demarche=caf-rsa&heure=2026-11-30T09%3A30%3A00%2B01%3A00",
    "/rendez-vous?demarche=caf-rsa",
  ]);
  expect(text).not.toContain("venir sans");
});

test("where one may also just come, that is said", () => {
  const { text } = shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      walkIn={instantOf("2026-11-27T10:00:00+01:00")}
      hours={[]}
    />,
  );
  expect(text).toContain("Vous pouvez aussi venir sans rendez-vous, vendredi 27 novembre, dès 10 h.");
  expect(links()).toEqual(["/permanences/p/rendez-vous", "/permanences/p", "/rendez-vous?demarche=caf-rsa"]);
});

test("a half-day without hours to book says why and leads on", () => {
  const said = (why: ComponentProps<typeof CannotBook>["why"]) => shown(<CannotBook why={why} permanence="p" />).text;
  expect(said("over")).toContain("Cette permanence est terminée.");
  expect(said("cancelled")).toContain("Cette permanence est annulée. Ne venez pas.");
  expect(said("tooLate")).toContain("On ne prend plus rendez-vous pour cette permanence.");
  expect(said("walkInOnly")).toContain("Ici, on vient sans rendez-vous.");
  expect(links()).toEqual(["/rendez-vous", "/rendez-vous", "/rendez-vous", "/permanences/p"]);
});

test("a form that was filled before the last hour went, or the half-day, is taken along on every way to another hour", () => {
  const start = instantOf("2026-11-30T09:30:00+01:00");
  shown(
    <NoHour
      topic={{ key: "caf-rsa" }}
      timeZone="Europe/Paris"
      permanence="p"
      walkIn={instantOf("2026-11-27T10:00:00+01:00")}
      typed="sealed"
      hours={[{ permanence: "q", span: { start, end: start }, remaining: 1 }]}
    />,
  );
  expect(links().filter((link) => !link?.includes("repris=sealed"))).toEqual(["/permanences/p"]);
  cleanup();
  shown(<CannotBook why="over" permanence="p" known={{ topic: "caf-rsa", place: "neuhof", typed: "sealed" }} />);
  expect(links()).toEqual(["/rendez-vous?demarche=caf-rsa&lieu=neuhof&repris=sealed"]);
});

test("a link that opens nothing says so, and does not say whether it once did; one calls, and books only without an appointment", () => {
  const { text } = shown(<UnknownAppointment telephone={<a href="tel:+33353010067">le téléphone</a>} />);
  expect(text).toContain("Ce lien ne marche pas.");
  expect(text).toContain("Appelez-nous : on cherche avec vous.le téléphone");
  expect(text).toMatch(/Vous n’avez pas de rendez-vous \? Prendre rendez-vous$/u);
  expect(links()).toEqual(["/retrouver", "tel:+33353010067", "/rendez-vous"]);
});
