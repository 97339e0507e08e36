// Prints a YAML file as JSON, anchors and merge keys resolved as Docker Compose does; a syntax error ends with its line.
import { readFileSync } from "node:fs";
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";

console.log(JSON.stringify(load(readFileSync(process.argv[2], "utf8"), { schema: CORE_SCHEMA.withTags(mergeTag) })));
