import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { requestRouteRef } from '../routes';
import { requestStateWords } from '../words/requestWords';

/** Leads to another request, and says where that one stands as far as it is known. */
export function RequestLink(props: {
  request: Pick<OnboardingRequest, 'id'> & Partial<OnboardingRequest>;
}) {
  const { id, state } = props.request;
  const route = useRouteRef(requestRouteRef);
  return (
    <>
      <Link to={route({ id })} underline="always">
        request {id.slice(0, 8)}
      </Link>
      {state && ` (${requestStateWords[state].label})`}
    </>
  );
}
