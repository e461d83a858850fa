import { Sample } from './Sample';

/**
 * One end's reports, so that no request counts twice: the nearest to the target that there is. A waypoint and the sidecar
 * behind it both report as receivers.
 */
export function fromBestReporter(samples: readonly Sample[]): Sample[] {
  return (
    ['waypoint', 'destination', 'source']
      .map(reporter => samples.filter(s => s.labels.reporter === reporter))
      .find(reported => reported.length > 0) ?? []
  );
}
