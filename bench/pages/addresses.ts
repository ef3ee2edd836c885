import { randomUUID } from "node:crypto";
import type { RunningApp } from "#tests/support/start-app.ts";
import { callerOf, type Caller } from "../http/caller.ts";

/** The French addresses of the pages for residents, in the demo's data. */
export async function residentPages({ url, addresses }: RunningApp): Promise<Readonly<Record<string, string>>> {
  const caller = callerOf(url, 1);
  const permanence = addresses.booking.replace(/\/rendez-vous$/u, "");
  const appointment = await bookedAt(caller, permanence);
  caller.close();
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
async function bookedAt(caller: Caller, permanence: string): Promise<string> {
  const read = async <Shape>(answer: Promise<{ bytes: Buffer }>): Promise<Shape> =>
    JSON.parse((await answer).bytes.toString("utf8")) as Shape;
  const { slots } = await read<{ slots: { startsAt: string }[] }>(
    caller.get(`/api/v1${permanence}/slots?topic=caf-ressources`),
  );
  const { secret } = await read<{ secret: string }>(
    caller.post(
      `/api/v1${permanence}/appointments`,
      { topic: "caf-ressources", startsAt: slots[0]?.startsAt },
      { "idempotency-key": randomUUID() },
    ),
  );
  return `/rendez-vous/${secret}`;
}
