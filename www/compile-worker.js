/** The compiler's worker: fetches a module and compiles it while it arrives, and ends with that. */

import { compileModule } from "./engine/compile.js";
import { compileCommand } from "./protocol.js";
import { serve } from "./worker/serve.js";

serve(compileCommand, {
  compile: ({ url }) => compileModule(new URL(url)),
});
