import { OnboardingRequest, isTakenBack } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { RequestLink } from './RequestLink';

/** Says of a request that another one takes it back, or was to, and leads there. */
export function RevertNotice(props: { request: OnboardingRequest }) {
  const { revertedBy } = props.request;
  if (!revertedBy) {
    return null;
  }
  const waits = isTakenBack(props.request) ? 'is to be' : 'was to be';
  return (
    <Notice severity="info">
      What it merged {revertedBy.state === 'done' ? 'was' : waits} taken back by{' '}
      <RequestLink request={revertedBy} />.
    </Notice>
  );
}
