import { OnboardingRequest, isTakenBack } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { RequestLink } from './RequestLink';

/** Says of a request that another one takes it back, or was to, and leads there. */
export function RevertNotice(props: { request: OnboardingRequest }) {
  const { revertedBy } = props.request;
  if (!revertedBy) {
    return null;
  }
  const link = <RequestLink request={revertedBy} />;
  return (
    <Notice severity="info">
      {revertedBy.state === 'done' && (
        <>What it merged was taken back by {link}.</>
      )}
      {revertedBy.state !== 'done' &&
        (isTakenBack(props.request) ? (
          <>What it merged is to be taken back by {link}.</>
        ) : (
          <>What it merged was to be taken back by {link}.</>
        ))}
    </Notice>
  );
}
