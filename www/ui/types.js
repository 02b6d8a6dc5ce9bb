/**
 * Shapes that the page's modules hand to each other. What crosses to the engine is what engine.js says it is.
 *
 * @typedef {import("../engine.js").Config & Record<string, string | number | boolean>} Config Also read by a field's name.
 * @typedef {Record<string, string | number | boolean>} Settings Some fields of a configuration.
 * @typedef {object} Recipe What a person or a lesson chose; the engine resolves it.
 * @property {string} preset
 * @property {string} size
 * @property {Settings} set
 * @property {string} [lesson] The lesson that it belongs to, and its run there (lessons/table.js); an edit drops both.
 * @property {string} [run]
 * @property {number} [times] A multiple of the rate that preset and size give; `set.lr` once it is resolved.
 * @typedef {{ field: string, from: string | number | boolean, to: string | number | boolean }} ChangedBySize
 * @typedef {{ config: Config, changed_by_size: ChangedBySize[], params: number }} Resolved
 * @typedef {Resolved & { held_bytes: number, memory_bytes: number }} Costed With what its weights and moments take, and all of it while it trains.
 * @typedef {import("../engine.js").Catalog} Catalog
 * @typedef {import("../engine.js").Field} Field
 * @typedef {import("../engine.js").Plan} Plan
 * @typedef {import("../engine.js").Data} Data
 * @typedef {import("../engine.js").Source} Source
 * @typedef {import("../engine.js").NextToken} NextToken
 * @typedef {import("../engine.js").Surprise} TokenSurprise
 * @typedef {"planned" | "recorded" | "opened" | "waiting" | import("../engine.js").RunState} RunState "planned": not made in the
 *   engine yet; "recorded", "opened": never trained here; "waiting": for another to end, where "queued" is for memory.
 * @typedef {{ step: number, tokens: number, loss: number, seconds?: number }} Reading A loss in nats per character; `seconds` are
 *   those inside the run's own steps until then, which a recording does not keep.
 * @typedef {Reading & { lr?: number, grad_norm?: number }} StepReading Of an update: its rate and its gradients' norm before
 *   clipping, which a recording does not keep either.
 * @typedef {Reading & { val_loss: number | null, val_loss_token: number }} Evaluation Its `loss` is val_loss_full; the paper's
 *   val_loss is measured at the ends of epochs alone.
 * @typedef {{ step: number, tokens: number } & import("../engine.js").Inside} InsideReading What an update did to each part of the model.
 * @typedef {{ step: number, text: string }} Written A headline, and the update after which it was written.
 * @typedef {Written & { prompt: string, next: NextToken[], surprise: TokenSurprise[] }} Look What a writer showed with it: the
 *   bars after the prompt, and what the held-back headline cost.
 */

export {};
