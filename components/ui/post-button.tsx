import { Button, type ButtonLook } from "./button.tsx";

/** A button that posts a plain form, so that it works without script. */
export const PostButton = ({ to, look = "quiet", children }: { to: string; look?: ButtonLook; children: string }) => (
  <form method="post" action={to} className="grid">
    <Button type="submit" look={look}>
      {children}
    </Button>
  </form>
);
