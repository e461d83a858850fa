import { VersionShare } from '../delivery';
import { RequestRoute } from './routeRequest';

/** Where a request goes in a few words: `v1 90 %, v2 10 %`. */
export function describeShares({
  state,
  shares = [],
}: Pick<RequestRoute, 'state' | 'shares'>): string {
  if (state !== 'known') {
    return state;
  }
  const used = shares.filter(({ percent }) => percent > 0);
  return used.length === 0
    ? 'nowhere (404)'
    : used.map(describeShare).sort().join(', ');
}

function describeShare(share: VersionShare): string {
  const what =
    'version' in share
      ? share.version
      : `an error ${share.status} (${share.error})`;
  return share.percent === 100
    ? what
    : `${what} ${Math.round(share.percent * 100) / 100} %`;
}
