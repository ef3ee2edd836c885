import type { ReactNode } from "react";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { SkipLink } from "./skip-link.tsx";

const MAIN = "contenu";

/** What surrounds every page for the public. `name`: the place it is about; `wide`: the page sets its own margins. */
export const SiteFrame = ({
  name,
  operator,
  wide = false,
  children,
}: {
  name?: string;
  operator: { readonly phone?: string; readonly phoneHours?: string } | undefined;
  wide?: boolean;
  children: ReactNode;
}) => (
  <div className="flex min-h-svh flex-col">
    <SkipLink to={MAIN} />
    <Header name={name} />
    <main
      id={MAIN}
      tabIndex={-1}
      className={`w-full flex-1 focus:outline-none ${wide ? "" : "mx-auto max-w-5xl px-4 py-5"}`}
    >
      {children}
    </main>
    <Footer phone={operator?.phone} hours={operator?.phoneHours} />
  </div>
);
