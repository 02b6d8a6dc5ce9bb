/** Where a recording stands: a clock that plays, pauses, jumps and changes its speed. Knows no page and no time of day. */

/** At speed 1 a recording takes a minute, as a lesson does. */
const SECONDS = 60;

/** How many times faster than that it can be played. */
export const SPEEDS = [1, 4, 16];

/** @typedef {{ steps: number, position: number, speed: number, playing: boolean }} Playback `position` is in updates and can stand between two. */

/** A recording of that many updates, at its start and playing. @param {number} steps @returns {Playback} */
export function begun(steps) {
  return { steps, position: 0, speed: SPEEDS[0], playing: true };
}

/** @param {Playback} playback */
export function isAtEnd({ position, steps }) {
  return position >= steps;
}

/** After so many milliseconds more; at the end it stops. @param {Playback} playback @param {number} ms @returns {Playback} */
export function advanced(playback, ms) {
  if (!playback.playing) return playback;
  const { steps, speed } = playback;
  const position = Math.min(
    steps,
    playback.position + (Math.max(0, ms) / 1000) * (steps / SECONDS) * speed,
  );
  return { ...playback, position, playing: position < steps };
}

/** At another update; it plays on if it played. @param {Playback} playback @param {number} step @returns {Playback} */
export function jumped(playback, step) {
  const position = Math.max(0, Math.min(playback.steps, step));
  return { ...playback, position, playing: playback.playing && position < playback.steps };
}

/** Playing where it paused and pausing where it played; from the end it plays again from the start. @param {Playback} playback @returns {Playback} */
export function toggled(playback) {
  if (isAtEnd(playback)) return { ...playback, position: 0, playing: true };
  return { ...playback, playing: !playback.playing };
}

/** @param {Playback} playback @param {number} speed @returns {Playback} */
export function atSpeed(playback, speed) {
  return { ...playback, speed };
}

/** The last update that has been shown. @param {Playback} playback */
export function stepOf({ position }) {
  return Math.floor(position);
}
