import { randomUUID } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";
import { openLine, type HttpClient, type Question } from "#tests/rig/requests.ts";

/** The French addresses of the pages for residents, in the demo's data. */
export async function residentPages({ url, addresses }: RunningApp): Promise<Readonly<Record<string, string>>> {
  const line = openLine(url, { connections: 1 });
  const permanence = addresses.booking.replace(/\/rendez-vous$/u, "");
  const appointment = await bookedAt(line, permanence);
  line.close();
  return {
    home: "/",
    places: "/lieux",
    "a place": "/lieux/shadok",
    "a half-day": permanence,
    "one that is open": `/permanences/${addresses.permanence}`,
    "the soonest hours": "/rendez-vous?demarche=caf-ressources",
    "choose why": addresses.booking,
    "choose the hour": `${addresses.booking}?demarche=caf-ressources`,
    "an appointment": appointment,
    "move it": `${appointment}/deplacer`,
    "give it up": `${appointment}/annuler`,
    "the door": addresses.door,
    "my turn": addresses.turn,
    workshops: "/ateliers",
    help: "/aide",
  };
}

/** Books the first free hour of a half-day, for the page of an appointment. */
async function bookedAt(line: HttpClient, permanence: string): Promise<string> {
  const read = async <Shape>(question: Question): Promise<Shape> =>
    JSON.parse((await line.read(question)).text) as Shape;
  const { slots } = await read<{ slots: { startsAt: string }[] }>({
    method: "GET",
    path: `/api/v1${permanence}/slots?topic=caf-ressources`,
  });
  const { secret } = await read<{ secret: string }>({
    method: "POST",
    path: `/api/v1${permanence}/appointments`,
    headers: { "idempotency-key": randomUUID() },
    body: { topic: "caf-ressources", startsAt: slots[0]?.startsAt },
  });
  return `/rendez-vous/${secret}`;
}
