import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { RequestSummary, targetKey } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { requestRouteRef } from '../routes';
import { requestStateWords, stageLabel } from '../words/requestWords';

/** Says that a request is under way, and leads to it. */
export function OpenRequestNotice(props: { request: RequestSummary }) {
  const { request } = props;
  const route = useRouteRef(requestRouteRef);
  const stage = request.stages[request.stageIndex];
  return (
    <Notice
      severity="info"
      title={`A request for ${targetKey(request.target)} is under way`}
    >
      {stage && `${stageLabel(stage)}: `}
      {requestStateWords[request.state].label}.{' '}
      {request.message && `${request.message} `}
      <Link to={route({ id: request.id })} underline="always">
        Open the request
      </Link>
    </Notice>
  );
}
