import { useEffect, useRef } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  OnboardingRequest,
  TakeBackResponse,
  isFinal,
} from '@onmesh/plugin-mesh-common';
import { useNavigate } from 'react-router-dom';
import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { PlanReview } from '../plan/PlanReview';
import { useRequestAction } from '../queries/useRequestAction';
import { useTakeBack } from '../queries/useTakeBack';
import { requestRouteRef } from '../routes';
import { RequestLink } from './RequestLink';
import { focusHeading } from './useHeadingFocus';

/** What taking a request back would do, and the request for it. */
export function TakeBackPanel(props: {
  request: OnboardingRequest;
  onCancel: () => void;
}) {
  const { request, onCancel } = props;
  const preview = useTakeBack(request);
  const action = useRequestAction(request.id);
  const navigate = useNavigate();
  const route = useRouteRef(requestRouteRef);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);

  const submit = (planHash: string, reason: string) =>
    action.mutate(
      {
        action: 'take-back',
        body: { version: request.version, planHash, reason },
      },
      {
        onSuccess: ({ request: made }) =>
          navigate(route({ id: made.id }), { state: focusHeading }),
      },
    );
  const cancel = (
    <Button variant="outlined" onClick={onCancel}>
      Cancel
    </Button>
  );

  return (
    <div ref={ref} tabIndex={-1}>
      <Section title="Take back" level="h2">
        <Typography paragraph>
          What was merged is taken back by a request of its own, reviewed and
          staged like any other.
          {!isFinal(request.state) &&
            ' This one ends with it: none of its other stages is proposed any more, and a pull request of it that is open is closed.'}
        </Typography>
        <QueryView query={preview} what="what taking it back would do">
          {answer => (
            <>
              <Destination answer={answer} />
              <PlanReview
                plan={answer.plan}
                reasonLabel="Reason, for the reviewer"
                reasonIsRequired
                submission={action}
                buttons={cancel}
                onSubmit={reason => submit(answer.planHash, reason)}
              />
            </>
          )}
        </QueryView>
        {preview.error && cancel}
      </Section>
    </div>
  );
}

function Destination({ answer }: { answer: TakeBackResponse }) {
  const { profile, returnsTo } = answer;
  return (
    <Typography paragraph>
      {returnsTo ? (
        <>
          Afterwards the profile of <RequestLink request={returnsTo} /> holds
          {profile.mesh === 'none' ? ', outside the mesh' : ''}.
          {returnsTo.state !== 'done' &&
            ' Not all stages of that one were merged, and the plan below carries the whole of it out.'}
        </>
      ) : (
        'There was no profile before, so the service leaves the mesh.'
      )}
    </Typography>
  );
}
