/** Gives the browser a turn, to paint and to hear the person, between two pieces of work that would be long as one. */
export const turn = () => new Promise((resolve) => setTimeout(resolve));
