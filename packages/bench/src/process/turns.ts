/**
 * Two processes that take turns: each runs for some milliseconds while the other stands still, so that whatever the
 * machine does at that moment falls on both alike (M37, decision 0006). Never both at once.
 * @module
 */

/** A process that can be let go and made to stand still. */
export interface Player {
  readonly go: () => void;
  readonly pause: () => void;
  /** Settles when there is nothing left to run. */
  readonly ended: Promise<unknown>;
}

/** A place at the table: takes a process in, and lets it go when it is its turn. */
export type Seat = (player: Player) => void;

/** Seats for two, the first of which begins. The turns begin when both are taken. */
export function twoSeats(turnMs: number): readonly [Seat, Seat] {
  const players: [Player | undefined, Player | undefined] = [undefined, undefined];
  const seat =
    (index: 0 | 1): Seat =>
    (player) => {
      players[index] = player;
      const [first, second] = players;
      if (first !== undefined && second !== undefined) void play([first, second], turnMs);
    };
  return [seat(0), seat(1)];
}

async function play(players: readonly [Player, Player], turnMs: number): Promise<void> {
  const over = new Set<Player>();
  const ends = players.map((player) => {
    const end = (): void => {
      over.add(player);
    };
    return player.ended.then(end, end);
  });
  let [now, next] = players;
  let nowEnds = ends[0];
  let nextEnds = ends[1];
  for (;;) {
    now.go();
    await (over.has(next) ? nowEnds : Promise.race([nowEnds, pause(turnMs)]));
    if (over.has(now) && over.has(next)) return;
    if (over.has(next)) continue;
    if (!over.has(now)) now.pause();
    [now, next] = [next, now];
    [nowEnds, nextEnds] = [nextEnds, nowEnds];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
