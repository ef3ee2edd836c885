import { Button, type ButtonLook } from "./button.tsx";

/** One act without a question: a plain form that posts, so that it works on a page whose script has died. */
export const PostButton = ({ to, look = "quiet", children }: { to: string; look?: ButtonLook; children: string }) => (
  <form method="post" action={to} className="grid">
    <Button type="submit" look={look}>
      {children}
    </Button>
  </form>
);
