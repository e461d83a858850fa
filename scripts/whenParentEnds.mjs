/**
 * Calls back once the process that started this one is gone. npm puts a shell in between that passes no signal on, so
 * a program that waits for a signal alone would outlive `npm start`.
 */
export function whenParentEnds(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      callback();
    }
  }, 500);
  timer.unref();
}
