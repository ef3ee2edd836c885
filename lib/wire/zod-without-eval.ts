import { z } from "zod";

// Zod compiles its parsers with eval when it can, and finds out by trying. The Content-Security-Policy of our pages
// (proxy.ts) forbids eval, and browsers report the attempt as a violation, so it is switched off in the browser. On the
// server it stays on, since compiled parsers are faster.
if ("document" in globalThis) z.config({ jitless: true });
