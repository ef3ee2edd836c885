import { z } from "zod";

// Zod makes its readers by evaluating text where that is allowed, and asks by trying. Our pages do not allow it, and a
// browser reports the question as a breach of their policy (proxy.ts). On the server it stays: it reads faster.
if ("document" in globalThis) z.config({ jitless: true });
