import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FollowLabels } from "./follow-content.ts";
import type { useBell } from "./bell.ts";

type Props = {
  bell: ReturnType<typeof useBell>;
  called: boolean;
  labels: FollowLabels["turn"]["sound"];
  look?: ButtonLook;
  cut?: boolean;
};

/**
 * The button « Me prévenir avec un son », with the note that the page must stay open. Once the person is `called`, it is the
 * button that stops the sound, as long as it rings. `look`: how prominent the button is; less where waiting is not advised.
 * `cut`: the person had switched the sound on, and reloading the page switched it off.
 */
export function SoundButton({ bell, called, labels, look = "full", cut = false }: Props) {
  if (called)
    return bell.ringing ? (
      <Button className="mt-4 w-full max-w-md border-ink! bg-ink!" onClick={bell.stop}>
        {labels.stop}
      </Button>
    ) : null;
  if (!bell.armed)
    return (
      <div className="grid gap-1">
        <Button look={look} className="w-full" aria-describedby="sound-needs" onClick={bell.arm}>
          {labels.on}
        </Button>
        {cut ? (
          <div id="sound-needs">
            <Notice tone="warn" live="status">
              {labels.cut}
            </Notice>
          </div>
        ) : (
          <p id="sound-needs" className="text-soft">
            {labels.needs}
          </p>
        )}
      </div>
    );
  return (
    <div className="grid gap-2">
      <Notice tone="done" live="status">
        {labels.ready}
      </Notice>
      <Button look="quiet" onClick={bell.arm}>
        {labels.test}
      </Button>
    </div>
  );
}
