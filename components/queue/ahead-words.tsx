import { Icon } from "#components/ui/icon.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import type { FollowWords } from "./follow-words.ts";
import { fill } from "./fill.ts";
import { sayPlural } from "./plural-forms.ts";
import { sayClock } from "./say-clock.ts";

/** The closed list: people who have arrived, hours of booked people who have not. Without frames: nothing of it is to be touched. */
export function AheadWords({ ahead, words }: { ahead: WireFollow["ahead"]; words: FollowWords }) {
  if (ahead.people === 0 && ahead.appointments.length === 0) return <p className="font-bold">{words.turn.nobodyBefore}</p>;
  return (
    <div>
      <h2>{words.turn.before}</h2>
      {ahead.people === 0 && <p className="font-bold">{words.turn.nobodyHere}</p>}
      <ul className="mt-1.5 grid gap-1.5 font-bold">
        {ahead.people > 0 && <li className="flex items-center gap-2.5"><Icon name="two-people" size={26} />{sayPlural(words.locale, words.people, ahead.people)}</li>}
        {ahead.appointments.map((hour, index) => (
          <li key={`${hour} ${index}`} className="flex items-center gap-2.5"><Icon name="calendar" size={26} />{fill(words.turn.appointmentAt, { hour: sayClock(hour, words.locale) })}</li>
        ))}
      </ul>
    </div>
  );
}
