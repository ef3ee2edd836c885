import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FollowWords } from "./follow-words.ts";
import type { useBell } from "./use-bell.ts";

/** « Me prévenir avec un son », then what it means for her: the page must stay open. When it rings, the way to stop it. */
export function SoundButton({ bell, called, words }: { bell: ReturnType<typeof useBell>; called: boolean; words: FollowWords["turn"]["sound"] }) {
  if (called) return bell.ringing ? <Button className="mt-4 w-full max-w-md border-ink! bg-ink!" onClick={bell.stop}>{words.stop}</Button> : null;
  if (!bell.armed) return <Button className="w-full" onClick={bell.arm}>{words.on}</Button>;
  return (
    <div className="grid gap-2">
      <Notice tone="done" live="status">{words.ready}</Notice>
      <Button look="quiet" onClick={bell.arm}>{words.test}</Button>
    </div>
  );
}
