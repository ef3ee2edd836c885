import { Icon } from "#components/ui/icon.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import type { FollowWords } from "./follow-words.ts";
import { fill } from "./fill.ts";
import { sayPlural } from "./plural-forms.ts";
import { sayClock } from "./say-clock.ts";

/** The closed list: people who have arrived, hours of booked people who have not; and who is helped already (`withTeam`), without whom the wait looks too long. Without frames: nothing of it is to be touched. */
export function AheadWords({
  ahead,
  withTeam,
  words,
}: {
  ahead: WireFollow["ahead"];
  withTeam: number;
  words: FollowWords;
}) {
  const helped = withTeam > 0 && (
    <>
      <Icon name="speech" size={26} />
      {sayPlural(words.locale, words.withTeam, withTeam)}
    </>
  );
  if (ahead.people === 0 && ahead.appointments.length === 0)
    return (
      <div>
        <p className="font-bold">{words.turn.nobodyBefore}</p>
        {helped && <p className="mt-1.5 flex items-center gap-2.5">{helped}</p>}
      </div>
    );
  return (
    <div>
      <h2>{words.turn.before}</h2>
      {ahead.people === 0 && <p className="font-bold">{words.turn.nobodyHere}</p>}
      <ul className="mt-1.5 grid gap-1.5 font-bold">
        {ahead.people > 0 && (
          <li className="flex items-center gap-2.5">
            <Icon name="two-people" size={26} />
            {sayPlural(words.locale, words.people, ahead.people)}
          </li>
        )}
        {helped && <li className="flex items-center gap-2.5 font-normal">{helped}</li>}
        {ahead.appointments.map((hour, index) => (
          <li key={`${hour} ${index}`} className="flex items-center gap-2.5">
            <Icon name="calendar" size={26} />
            {fill(words.turn.appointmentAt, { hour: sayClock(hour, words.locale) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
