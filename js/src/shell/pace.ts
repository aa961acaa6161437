// How long the rest will take, from the last tasks; pure.
const LEAST = 10;
const KEPT = 30;
const IDLE = 5 * 60_000;

export interface Pace {
  readonly done: number;
  readonly at: number;
  /** Working time of one task each, newest last, in milliseconds. */
  readonly times: readonly number[];
}

export function startPace(done: number, at: number): Pace {
  return { done, at, times: [] };
}

/** Counts tasks that got done; a pause longer than five minutes is no work. */
export function step(pace: Pace, done: number, at: number): Pace {
  const more = done - pace.done;
  if (more <= 0) return { ...pace, done };
  const spent = at - pace.at;
  const each = spent / more;
  const times =
    spent > IDLE ? pace.times : [...pace.times, ...Array<number>(Math.min(more, KEPT)).fill(each)];
  return { done, at, times: times.slice(-KEPT) };
}

/** `about 12 min left`, or empty before ten tasks are done. */
export function timeLeft(pace: Pace, remaining: number): string {
  if (pace.times.length < LEAST || remaining <= 0) return "";
  const mean = pace.times.reduce((sum, time) => sum + time, 0) / pace.times.length;
  return `about ${duration(mean * remaining)} left`;
}

export function duration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return "1 min";
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 10 ? `${Math.round(hours * 2) / 2} h` : `${Math.round(hours)} h`;
}
