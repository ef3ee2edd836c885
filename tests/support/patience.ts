import { jest } from "@jest/globals";

/** Real databases and browsers: a first import compiles the client, a first page warms the server. */
jest.setTimeout(60_000);
