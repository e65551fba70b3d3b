import { afterJob } from "./index.mjs";

await afterJob();
