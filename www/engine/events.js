/** @typedef {import("./types.js").EventMap} EventMap */
/** @typedef {import("./types.js").EngineEvent} EngineEvent */

/** Who listens to what. */
export class Listeners {
  /** @type {Map<string, Set<(event: any) => void>>} */
  #byType = new Map();

  /**
   * @template {keyof EventMap} T
   * @param {T} type
   * @param {(event: EventMap[T]) => void} listener
   * @returns {() => void} takes the listener off again
   */
  on(type, listener) {
    const listeners = this.#byType.get(type) ?? new Set();
    this.#byType.set(type, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** @param {EngineEvent} event */
  dispatch(event) {
    for (const listener of [...(this.#byType.get(event.type) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        // One listener's error is its own: the others still hear the event.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear() {
    this.#byType.clear();
  }
}
