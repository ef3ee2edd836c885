import { translatorOfSms } from "#lib/server/translate.ts";
import { ASSUMPTIONS, simulateTold, type ToldFigures } from "./told.ts";
import { randomFrom } from "../wait/random.ts";

/** Appointments that are simulated: so many that a further run with another seed changes no figure by more than a point. */
const MANY = 20_000;

/** Prints what messages would do for a thousand appointments, and the assumptions. */
export function printTold(): void {
  print(
    simulateTold(MANY, ASSUMPTIONS, randomFrom(1).share, (words) =>
      translatorOfSms(words === "figures" ? "fr" : words),
    ),
  );
}

function print(figures: ToldFigures): void {
  const perThousand = (count: number): string => String(Math.round((1_000 * count) / figures.appointments));
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const shares = (given: Readonly<Record<string, number>>): string =>
    Object.entries(given)
      .map(([key, share]) => `${key} ${percent(share)}`)
      .join(", ");
  const { contacts, words, daysAhead, noShow, cancelInstead, reused, price } = ASSUMPTIONS;
  console.log(`Assumptions (bench/simulate/told.ts says where each is from; none was measured in Strasbourg):
  contact left        ${shares(contacts)}
  words               ${shares(words)}
  days ahead          ${shares(daysAhead)}
  do not come         ${percent(noShow.not)} without a reminder, ${percent(noShow.reminded)} with one (RDV-Solidarités)
  cancel instead      ${percent(cancelInstead)} of those whom a reminder keeps from not coming
  freed hours reused  ${percent(reused)} (Doctolib, under 48 hours)
  a segment           ${price} € without tax

Of 1,000 appointments, by the rules of lib/message:
  ${perThousand(figures.reminded).padStart(5)}  are reminded by SMS or mail
  ${perThousand(figures.toCall).padStart(5)}  are called, ${perThousand(figures.onSite)} are told on site: nothing is sent to them
  ${perThousand(figures.noShowsWithoutReminders).padStart(5)}  would not come without messages
  ${perThousand(figures.noShows).padStart(5)}  do not come: ${perThousand(figures.noShowsWithoutReminders - figures.noShows)} no-shows avoided
  ${perThousand(figures.freed).padStart(5)}  are cancelled in time instead, and ${perThousand(figures.reused)} of these hours go to somebody else
  ${perThousand(figures.helped - figures.helpedWithoutReminders).padStart(5)}  people more are received
  ${perThousand(figures.sms).padStart(5)}  SMS leave, ${perThousand(figures.segments)} segments: ${(figures.segments / figures.helped).toFixed(2)} segments a person helped, ${((figures.segments * price) / figures.helped).toFixed(3)} €`);
}
