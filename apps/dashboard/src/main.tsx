/** @module Mounts the page. */
// oxlint-disable-next-line import/no-unassigned-import -- it asks as soon as it is loaded
import "./ahead.ts";
import { render } from "preact";
import { App } from "./app.tsx";

const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
