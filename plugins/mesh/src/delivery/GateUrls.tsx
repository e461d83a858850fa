import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { DeliveryId } from '@onmesh/plugin-mesh-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';
import { ErrorNotice } from '../components/ErrorNotice';
import { Notice } from '../components/Notice';

/** Makes the URLs that Flagger asks at, and shows them the one time. */
export function GateUrls(props: { delivery: DeliveryId; replaces: boolean }) {
  const { delivery, replaces } = props;
  const api = useApi(meshApiRef);
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => api.makeGateUrls(delivery),
    onSettled: () =>
      queryClient.invalidateQueries({
        queryKey: ['gates', delivery.entityRef],
      }),
  });
  if (make.data) {
    return (
      <Notice severity="success" title="These URLs are shown this one time">
        <Typography variant="body2" paragraph>
          Put those that you want into <code>spec.analysis.webhooks</code> of
          the Canary. Whoever has one can ask whether a version is approved, and
          can approve nothing.
        </Typography>
        <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {make.data.webhooks
            .map(
              ({ name, type, url, timeout }) =>
                `- name: ${name}\n  type: ${type}\n  url: ${url}\n  timeout: ${timeout}`,
            )
            .join('\n')}
        </pre>
      </Notice>
    );
  }
  return (
    <>
      {make.error && (
        <ErrorNotice title="Could not make URLs" error={make.error} />
      )}
      <Typography variant="body2" paragraph>
        {replaces
          ? 'New URLs take the place of those that Flagger asks at now.'
          : 'Flagger does not ask here for approvals. To approve here, make URLs and put them into the Canary in Git.'}
      </Typography>
      <Button
        variant="outlined"
        disabled={make.isPending}
        onClick={() => make.mutate()}
      >
        {replaces
          ? 'Replace the URLs that Flagger asks at'
          : 'Make URLs for Flagger to ask at'}
      </Button>
    </>
  );
}
