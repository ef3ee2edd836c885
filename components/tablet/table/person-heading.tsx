import type { ReactNode } from "react";
import { Pictogram } from "../../ui/pictogram.tsx";
import { pictureOf } from "#lib/queue/line/picture.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { useSay } from "../use-say.ts";

/** The number, why the person comes, and one line on where things stand. `large`: nobody sits here yet, so it takes the room. */
export function PersonHeading({ visit, line, large = false }: { visit: Visit; line: ReactNode; large?: boolean }) {
  const say = useSay();
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <p className={`number ${large ? "text-[clamp(5rem,18vw,11rem)]" : "text-[clamp(4.5rem,11vw,6.7rem)]"}`}>
        {visit.number}
      </p>
      <div className="min-w-0 flex-1 basis-44">
        <h2 className="flex items-center gap-4 text-[1.55rem]!">
          {visit.topic === undefined ? (
            <>
              <Picture of={visit} size={large ? 84 : 56} />
              {say.picture(visit.number)}
            </>
          ) : (
            say.topic(visit.topic)
          )}
        </h2>
        <p className="text-[1.1rem] text-soft tabular-nums">{line}</p>
        {visit.topic !== undefined && (
          <p className="mt-1 flex items-center gap-3 text-soft">
            <Picture of={visit} size={large ? 84 : 34} />
            {say.picture(visit.number)}
          </p>
        )}
      </div>
    </div>
  );
}

const Picture = ({ of, size }: { of: Visit; size: number }) => (
  <Pictogram picture={pictureOf(of.number)} size={size} className="text-ink" />
);
