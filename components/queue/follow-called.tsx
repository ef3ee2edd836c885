import type { ReactNode } from "react";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { WireFollow } from "#lib/wire/board.ts";
import { fill } from "./fill.ts";
import type { FollowWords } from "./follow-words.ts";

/** « C’est à vous »: the whole screen, in the one colour that means it; read from across a room. Whoever was called before a pause of the line reads that there is one. */
export const FollowCalled = ({
  follow,
  suspended,
  words,
  sound,
}: {
  follow: WireFollow;
  suspended: boolean;
  words: FollowWords;
  sound: ReactNode;
}) => (
  <div
    data-called
    className="flex min-h-svh flex-col items-center justify-center gap-2.5 bg-turn px-4 py-8 text-center [--hole:var(--color-turn)]"
  >
    <h1 className="text-[1.78rem] font-extrabold md:text-[2.6rem]">{words.turn.called.title}</h1>
    <p className="number text-[min(9.44rem,45vw)] md:text-[min(18rem,38vh)]">
      <bdi>{follow.number}</bdi>
    </p>
    <p className="inline-flex items-center gap-3 text-[1.67rem] font-bold">
      <Pictogram picture={follow.picture} size={64} />
      <span>
        <span className="sr-only">{words.turn.image} </span>
        {words.picture}
      </span>
    </p>
    <p className="leading-tight font-bold">
      <span className="block text-[1.33rem] md:text-[2rem]">{words.turn.called.go} </span>
      <span className="text-[2.94rem] font-extrabold md:text-[5rem]">
        {fill(words.turn.called.table, { desk: follow.desk ?? "" })}
      </span>
    </p>
    {sound}
    <p className="mt-3 max-w-sm text-lg text-balance">
      {suspended ? words.suspended : follow.lastCall ? words.turn.called.last : words.turn.called.later}
    </p>
  </div>
);
