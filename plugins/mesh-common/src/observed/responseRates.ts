import { ObservedTraffic } from '../status/ObservedTraffic';
import { fromBestReporter } from './fromBestReporter';
import { Sample } from './Sample';
import { shareOf } from './shareOf';

/**
 * How requests were answered, of the samples of `responseCodes`; nothing without traffic. Code 0 is of requests that got no
 * answer, mostly as the caller hung up, which is not the server's failure.
 */
export function responseRates(
  samples: readonly Sample[],
): Pick<ObservedTraffic, 'successRate' | 'forbiddenRate'> {
  const reported = fromBestReporter(samples);
  const share = (counts: (code: string) => boolean) =>
    shareOf(reported, ({ response_code: code = '' }) => counts(code));
  return {
    successRate: share(code => !code.startsWith('5')),
    forbiddenRate: share(code => code === '403'),
  };
}
