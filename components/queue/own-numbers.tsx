import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { PostButton } from "#components/ui/post-button.tsx";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { WaitTime } from "#components/wait-time.tsx";

type Props = {
  /** At least one. */
  own: readonly { readonly secret: string; readonly number: number; readonly picture: number }[];
  forget: string;
  /** How one for somebody else is taken; undefined while no numbers are given. `board`: what the line tells now. */
  another:
    | {
        readonly take: string;
        readonly permanence: Pick<Permanence, "id" | "span" | "timeZone">;
        readonly board: ToldBoard | undefined;
        readonly idempotencyKey: string;
      }
    | undefined;
};

/**
 * What a phone reads that scans the code at the door and has a number already: its number again. A second one for one
 * person would cost somebody else a place. Who asks for another one when too many people wait reads it first, as
 * without a number.
 */
export function OwnNumbers({ own, forget, another }: Props) {
  const t = useTranslations("door.own");
  return (
    <>
      <h1 className="text-center">{t("title", { count: own.length, number: own[0]?.number ?? 0 })}</h1>
      <div className="grid gap-3">
        {own.map(({ secret, number, picture }) => (
          <PageLink key={secret} href={`/suivi/${secret}`} className={`${buttonClass()} w-full text-[1.33rem]`}>
            <Pictogram picture={picture} />
            {t("see", { number })}
          </PageLink>
        ))}
      </div>
      {another && (
        <>
          {isTooLateFor(another.board, another.permanence.span.end) && (
            <div className="text-center">
              <WaitTime board={another.board} permanence={another.permanence} book />
            </div>
          )}
          <form method="post" action={another.take} className="grid">
            <input type="hidden" name="permanence" value={another.permanence.id} />
            <input type="hidden" name="key" value={another.idempotencyKey} />
            <input type="hidden" name="autre" value="oui" />
            <button type="submit" className={buttonClass("ghost")}>
              {t("another")}
            </button>
          </form>
        </>
      )}
      <PostButton to={forget}>{t("notMe")}</PostButton>
      <p className="text-soft">{t("remembered")}</p>
    </>
  );
}
