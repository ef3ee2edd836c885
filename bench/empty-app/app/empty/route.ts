export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Does nothing: what the framework and the network take alone. */
export const POST = async (): Promise<Response> => Response.json({}, { status: 201 });
