// usage: node validate.mjs FOLDER_OF_NODE_MODULES FILE...   Prints one JSON line a file: {file, issues}. Messages are what the
// Khronos validator says; whether they are errors is for the caller to decide.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const validator = createRequire(resolve(modules, "x.js"))("gltf-validator");

for (const file of files) {
  const report = await validator.validateBytes(new Uint8Array(readFileSync(file)), {
    uri: file,
    maxIssues: 100,
    externalResourceFunction: async (uri) => new Uint8Array(readFileSync(resolve(dirname(file), decodeURIComponent(uri)))),
  });
  console.log(JSON.stringify({ file, issues: report.issues }));
}
