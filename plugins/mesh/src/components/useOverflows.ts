import { useLayoutEffect, useState } from 'react';

/** Whether a box holds more than it shows: then it must take the focus, or nobody scrolls it without a mouse. */
export function useOverflows(box: HTMLElement | null): boolean {
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    if (!box) {
      return undefined;
    }
    const measure = () => setOverflows(box.scrollWidth > box.clientWidth);
    measure();
    if (typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [box]);
  return overflows;
}
