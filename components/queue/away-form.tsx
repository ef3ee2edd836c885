import { Button, buttonClass } from "#components/ui/button.tsx";
import { fill } from "./fill.ts";
import type { AwayWay } from "./follow-parts.ts";
import type { FollowWords } from "./follow-words.ts";

type Given = AwayWay & { minutes: readonly number[]; words: FollowWords["turn"]["away"] };

/** « Sortir »: for how long, by one touch; the place is kept. Plain forms, which need no script; with it they are sent as `send` does. Framed, unlike what gives the number up. */
export const AwayForm = ({ action, idempotencyKey, send, minutes: offered, words }: Given) => (
  <details>
    <summary className={`${buttonClass("ghost")} w-full list-none flex-col gap-0! [&::-webkit-details-marker]:hidden`}>
      {words.open}
      <span className="font-normal">{fill(words.atMost, { minutes: Math.max(...offered) })}</span>
    </summary>
    <form
      method="post"
      action={action}
      onSubmit={send}
      className="mt-2 grid gap-2.5 aria-busy:opacity-60 rounded-card border-2 border-edge bg-card p-4"
    >
      <input type="hidden" name="key" value={idempotencyKey} />
      <p className="font-bold">{words.ask}</p>
      <p>{words.kept}</p>
      <div className="flex flex-wrap gap-2.5">
        {offered.map((minutes) => (
          <Button
            key={minutes}
            type="submit"
            look="quiet"
            className="flex-1 wrap-break-word"
            name="minutes"
            value={minutes}
          >
            {fill(words.minutes, { minutes })}
          </Button>
        ))}
      </div>
    </form>
  </details>
);

/** « Je suis là »: back before the time she said. */
export const BackForm = ({ action, send, words }: Pick<Given, "action" | "send" | "words">) => (
  <form method="post" action={action} onSubmit={send} className="aria-busy:opacity-60">
    <input type="hidden" name="retour" value="1" />
    <Button type="submit" className="w-full">
      {words.here}
    </Button>
  </form>
);
