/** The compiler's worker: fetches modules and compiles them while they arrive. */

import { compileModule } from "./engine/compile.js";
import { compileCommand } from "./protocol.js";
import { serve } from "./worker/serve.js";

serve(compileCommand, {
  compile: ({ url }) => compileModule(new URL(url)),
});
