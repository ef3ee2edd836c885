export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Does nothing, to measure what the framework and the network take. */
export const POST = async (): Promise<Response> => Response.json({}, { status: 201 });
