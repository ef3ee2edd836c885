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
 * The button « Me prévenir avec un son », with the note that the page must stay open. Once the person is `called`, it
 * is the button that stops the sound, as long as it rings. Button and status stay the same elements when it is armed,
 * so that the focus is kept and the change is announced. `look`: how prominent the button is; less where waiting is not
 * advised. `cut`: the person had switched the sound on, and reloading the page switched it off.
 */
export function SoundButton({ bell, called, labels, look = "full", cut = false }: Props) {
  if (called)
    return bell.ringing ? (
      <Button className="mt-4 w-full max-w-md border-ink! bg-ink!" onClick={bell.stop}>
        {labels.stop}
      </Button>
    ) : null;
  return (
    <div className="grid gap-1">
      <div id={STATE} role="status" aria-atomic="true" className="not-empty:mb-1">
        {bell.armed ? <Notice tone="done">{labels.ready}</Notice> : cut && <Notice tone="warn">{labels.cut}</Notice>}
      </div>
      <Button
        look={bell.armed ? "quiet" : look}
        className="w-full"
        aria-describedby={bell.armed ? undefined : cut ? STATE : NEEDS}
        onClick={bell.arm}
      >
        {bell.armed ? labels.test : labels.on}
      </Button>
      {!bell.armed && !cut && (
        <p id={NEEDS} className="text-soft">
          {labels.needs}
        </p>
      )}
    </div>
  );
}

const STATE = "sound-state";
const NEEDS = "sound-needs";
